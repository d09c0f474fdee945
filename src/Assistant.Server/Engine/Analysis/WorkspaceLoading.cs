using System.Collections.Immutable;
using Assistant.Workspace;

namespace Assistant.Server.Engine.Analysis;

/// <summary>Opens the workspace, with progress that the user sees and can stop. There is one only where the user trusts it.</summary>
internal sealed class WorkspaceLoading(TrustedWorkspace workspace, Sdk sdk, RoslynHost host, SolutionOpener opener, IReadOnlyDictionary<string, string> properties)
{
    /// <summary>Full path of its folder.</summary>
    public string Root => workspace.Target.Root;

    /// <summary>Opens it as it is on disk now.</summary>
    /// <exception cref="WorkspaceException">It cannot be opened as it is.</exception>
    public Task<OpenedSolution> OpenAsync(ClientProxy client, CancellationToken cancellationToken)
    {
        var options = new OpenOptions { Properties = properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase) };
        return client.ShowAsync(
            $"Opening {Path.GetFileName(workspace.Target.Path)}",
            (progress, token) => opener.OpenAsync(workspace, sdk, host, options, progress, token),
            cancellationToken);
    }
}
