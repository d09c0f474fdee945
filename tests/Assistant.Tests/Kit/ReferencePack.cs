using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Assistant.Tests.Kit;

/// <summary>The reference assemblies of the SDK's own framework, read once for all cases.</summary>
internal static class ReferencePack
{
    public static ImmutableArray<(string Name, MetadataReference Reference)> All { get; } = Read();

    /// <summary>What a project of tests refers to, besides.</summary>
    public static ImmutableArray<MetadataReference> Xunit { get; } =
        [.. new[] { "xunit.core", "xunit.assert" }.Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")))];

    private static ImmutableArray<(string Name, MetadataReference Reference)> Read()
    {
        var folder = Directory.EnumerateDirectories(Path.Combine(SdkRoslyn.DotnetRoot, "packs", "Microsoft.NETCore.App.Ref"))
            .SelectMany(version => Directory.EnumerateDirectories(Path.Combine(version, "ref"), "net10.0"))
            .Order(StringComparer.Ordinal)
            .Last();
        return
        [
            .. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)
                .Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path))),
        ];
    }
}
