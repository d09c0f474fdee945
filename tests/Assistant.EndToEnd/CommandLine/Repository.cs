using System.Reflection;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>The places of this repository, as the build that made the tests knew them.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Assistant { get; } = Metadata("AssistantPath");

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
