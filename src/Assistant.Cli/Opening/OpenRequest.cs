namespace Assistant.Cli.Opening;

/// <summary>What the user asked to open, and how.</summary>
/// <param name="Path">Solution, project or folder; relative to the caller's folder.</param>
/// <param name="Trust">Whether the user trusts it, said for this once.</param>
/// <param name="Restore">Whether packages are restored and generators built first.</param>
/// <param name="Properties">MSBuild properties.</param>
/// <param name="NullableAsErrors">Whether nullable warnings count as errors.</param>
internal sealed record OpenRequest(string Path, bool Trust, bool Restore, IReadOnlyDictionary<string, string> Properties, bool NullableAsErrors);
