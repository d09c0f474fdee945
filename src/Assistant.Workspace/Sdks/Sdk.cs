namespace Assistant.Workspace;

/// <summary>A .NET SDK on this machine.</summary>
/// <param name="Folder">Full path of its folder, such as <c>/usr/share/dotnet/sdk/10.0.100</c>.</param>
/// <param name="Version">Its version, such as <c>10.0.100</c> or <c>11.0.100-preview.1</c>.</param>
/// <param name="DotnetRoot">Full path of the installation it belongs to.</param>
/// <param name="DotnetExecutable">Full path of that installation's <c>dotnet</c>.</param>
public sealed record Sdk(string Folder, string Version, string DotnetRoot, string DotnetExecutable);
