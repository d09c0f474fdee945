using System.Collections.Immutable;

namespace Assistant.Workspace;

/// <summary>How to open a workspace.</summary>
public sealed record OpenOptions
{
    /// <summary>MSBuild properties as given with <c>--property Name=Value</c>.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether nullable warnings count as errors, in every project.</summary>
    public bool NullableAsErrors { get; init; }

    /// <summary>Whether to restore packages first, and to build generator projects of the workspace whose output is missing.</summary>
    public bool Restore { get; init; }

    /// <summary>How long one run of MSBuild may take before it is ended; null for <c>ASSISTANT_BUILD_MINUTES</c> of the environment, else five minutes.</summary>
    public TimeSpan? BuildTimeLimit { get; init; }
}
