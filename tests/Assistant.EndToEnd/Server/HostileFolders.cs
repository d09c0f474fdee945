namespace Assistant.EndToEnd.Server;

/// <summary>
/// Folders below one workspace, made to leave the file <c>sung</c> in themselves, or to ask their own package feed, as soon as
/// MSBuild, NuGet, the <c>dotnet</c> command or the compiler is asked about their projects.
/// </summary>
internal static class HostileFolders
{
    /// <summary>How long the chain of imports is; a longer one ends MSBuild before it sings.</summary>
    private const int Imports = 200;

    private const string Target = """<Target Name="Sing"><Exec Command="touch '$(MSBuildProjectDirectory)/sung'" /></Target>""";

    /// <summary>Those that sing when they are trusted.</summary>
    public static readonly IReadOnlyList<string> Singing =
        ["initial-targets", "before-compile", "inline-task", "build-props", "import-outside", "nested-solution", "deep-imports", "analyzer", "generator-project"];

    /// <summary>Those that sing only when they could be built, so a sound project is restored in their place before.</summary>
    public static readonly IReadOnlyList<string> Restored = ["before-compile", "inline-task", "analyzer", "generator-project"];

    /// <summary>Those that ask their feed when they are trusted.</summary>
    public static readonly IReadOnlyList<string> Feeding = ["package-sdk", "global-json-sdk"];

    /// <summary>Those that sing when the <c>dotnet</c> command is run in them.</summary>
    public static readonly IReadOnlyList<string> SingingToDotnet = ["response-file", "sdk-paths"];

    /// <summary>What is opened of a folder.</summary>
    public static string ProjectOf(string name) => name == "nested-solution" ? "nested-solution/All.slnx" : $"{name}/Lib.csproj";

    /// <summary>Writes them all.</summary>
    /// <param name="folder">The workspace; those of <see cref="Restored"/> are in it already.</param>
    /// <param name="ports">Where the package feed of each of <see cref="Feeding"/> is listened for.</param>
    public static void Write(Folder folder, IReadOnlyList<int> ports)
    {
        foreach (var name in Singing.Concat(Feeding).Concat(SingingToDotnet))
            folder.Write($"{name}/Code.cs", "class C { int }\n");
        folder.Write("initial-targets/Lib.csproj", Folder.Canary("sung"));
        folder.Write("before-compile/Lib.csproj", Project(Target.Replace("\"Sing\"", "\"Sing\" BeforeTargets=\"CoreCompile\"", StringComparison.Ordinal)));
        folder.Write("inline-task/Lib.csproj", Project("""
            <UsingTask TaskName="Sing" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
              <ParameterGroup><Path ParameterType="System.String" Required="true" /></ParameterGroup>
              <Task><Code Type="Fragment" Language="cs">System.IO.File.WriteAllText(Path, "");</Code></Task>
            </UsingTask>
            <Target Name="Song" BeforeTargets="CoreCompile"><Sing Path="$(MSBuildProjectDirectory)/sung" /></Target>
            """));
        folder.Write("build-props/Directory.Build.props", $"""<Project InitialTargets="Sing">{Target}</Project>""");
        folder.Write("build-props/Lib.csproj", Project(""));
        folder.Write("../outside/evil.targets", $"""<Project InitialTargets="Sing">{Target}</Project>""");
        folder.Write("import-outside/Lib.csproj", Project("""<Import Project="../../outside/evil.targets" />"""));
        folder.Write("nested-solution/All.slnx", """<Solution><Project Path="deep/er/Lib.csproj" /></Solution>""");
        folder.Write("nested-solution/deep/er/Lib.csproj", Folder.Canary("../../sung"));
        folder.Write("deep-imports/Lib.csproj", Project("""<Import Project="0.props" />"""));
        for (var depth = 0; depth < Imports; depth++)
            folder.Write($"deep-imports/{depth}.props", depth == Imports - 1 ? $"""<Project InitialTargets="Sing">{Target}</Project>""" : $"""<Project><Import Project="{depth + 1}.props" /></Project>""");
        folder.Write("analyzer/Lib.csproj", Project("""<ItemGroup><Analyzer Include="Evil.dll" /></ItemGroup>"""));
        folder.WriteBytes("analyzer/Evil.dll", HostileGenerator.Writing(folder.At("analyzer/sung")));
        folder.Write("generator-project/Lib.csproj", Project("""<ItemGroup><ProjectReference Include="gen/Gen.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" /></ItemGroup>"""));
        folder.Write("generator-project/gen/Gen.csproj", Folder.Canary("../sung"));
        string Feed(int port) => $"""<configuration><packageSources><clear /><add key="evil" value="http://127.0.0.1:{port}/v3/index.json" allowInsecureConnections="true" /></packageSources></configuration>""";
        folder.Write("package-sdk/nuget.config", Feed(ports[0]));
        folder.Write("package-sdk/Lib.csproj", """<Project Sdk="Evil.Sdk/1.0.0" />""");
        folder.Write("global-json-sdk/nuget.config", Feed(ports[1]));
        folder.Write("global-json-sdk/global.json", """{"msbuild-sdks":{"Evil.Other":"1.0.0"}}""");
        folder.Write("global-json-sdk/Lib.csproj", """<Project Sdk="Evil.Other" />""");
        folder.Write("response-file/Directory.Build.rsp", "-target:Sing");
        folder.Write("response-file/Lib.csproj", Project(Target));
        folder.Write("sdk-paths/global.json", """{"sdk":{"version":"10.0.999","paths":["own"]}}""");
        folder.WriteBytes("sdk-paths/own/sdk/10.0.999/dotnet.dll", HostileGenerator.WritingProgram(folder.At("sdk-paths/sung")));
        // The program takes the frameworks beside it.
        Directory.CreateSymbolicLink(folder.At("sdk-paths/own/shared"), Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..")));
        folder.Write("sdk-paths/own/sdk/10.0.999/dotnet.runtimeconfig.json", """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}""");
        folder.Write("sdk-paths/Lib.csproj", Project(""));
    }

    private static string Project(string inside) =>
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{inside}</Project>""";
}
