using System.Security;
using System.Text;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>
/// The MSBuild files of the design-time build. One traversal project asks every project for the target below; each asks the
/// projects it refers to and writes its compiler's arguments to a file of its own.
/// </summary>
internal static class DesignTimeFiles
{
    public const string TraversalName = "traversal.proj";
    public const string InnerName = "inner.targets";
    public const string OuterName = "outer.targets";
    public const string OutputName = "out";
    public const string LogName = "events.txt";
    public const string HeaderEnd = "---";
    public const string FrameworksExtension = ".frameworks";
    public const string ArgumentsExtension = ".arguments";

    // References first: a project's own failure must not keep those it needs from being read.
    private const string Inner = """
        <Project>
          <Import Project="{former}" Condition="'{former}' != '' and Exists('{former}')" />
          <Target Name="_AssistantReferences" DependsOnTargets="PrepareProjectReferences">
            <ItemGroup>
              <_AssistantReference Include="@(_MSBuildProjectReferenceExistent)" Condition="'%(Extension)' == '.csproj'" />
            </ItemGroup>
            <MSBuild Projects="@(_AssistantReference)" Targets="AssistantCollect"
                     Properties="%(_AssistantReference.SetConfiguration); %(_AssistantReference.SetPlatform); %(_AssistantReference.SetTargetFramework)"
                     RemoveProperties="%(_AssistantReference.GlobalPropertiesToRemove)$(_GlobalPropertiesToRemoveFromProjectReferences)"
                     BuildInParallel="true" SkipNonexistentTargets="true" ContinueOnError="true" />
          </Target>
          <Target Name="AssistantCollect" DependsOnTargets="_AssistantReferences;Compile" Condition="'$(MSBuildProjectExtension)' == '.csproj'">
            <ItemGroup>
              <_AssistantHeader Include="project=$([MSBuild]::Escape('$(MSBuildProjectFullPath)'))" />
              <_AssistantHeader Include="framework=$([MSBuild]::Escape('$(TargetFramework)'))" />
              <_AssistantHeader Include="output=$([MSBuild]::Escape('$(TargetPath)'))" />
              <_AssistantHeader Include="reference=$([MSBuild]::Escape('$(TargetRefPath)'))" />
              <_AssistantHeader Include="namespace=$([MSBuild]::Escape('$(RootNamespace)'))" />
              <_AssistantHeader Include="assets=$([MSBuild]::Escape('$(ProjectAssetsFile)'))" />
              <_AssistantHeader Include="globs=$(EnableDefaultItems),$(EnableDefaultCompileItems)" />
              <_AssistantHeader Include="---" />
            </ItemGroup>
            <WriteLinesToFile File="$(MSBuildThisFileDirectory)out/$([System.Guid]::NewGuid().ToString('N')).arguments"
                              Lines="@(_AssistantHeader);@(CscCommandLineArgs)" Overwrite="true" Condition="'@(CscCommandLineArgs)' != ''" />
          </Target>
        </Project>
        """;

    private const string Outer = """
        <Project>
          <Import Project="{former}" Condition="'{former}' != '' and Exists('{former}')" />
          <Target Name="AssistantCollect" Condition="'$(MSBuildProjectExtension)' == '.csproj'">
            <ItemGroup>
              <_AssistantFramework Include="$(TargetFrameworks)" />
              <_AssistantHeader Include="project=$([MSBuild]::Escape('$(MSBuildProjectFullPath)'))" />
            </ItemGroup>
            <WriteLinesToFile File="$(MSBuildThisFileDirectory)out/$([System.Guid]::NewGuid().ToString('N')).frameworks"
                              Lines="@(_AssistantHeader);@(_AssistantFramework)" Overwrite="true" />
            <MSBuild Projects="$([MSBuild]::Escape('$(MSBuildProjectFullPath)'))" Targets="AssistantCollect"
                     Properties="TargetFramework=%(_AssistantFramework.Identity)" BuildInParallel="true" ContinueOnError="true" />
          </Target>
        </Project>
        """;

    /// <summary>Writes them all.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="projects">Full paths of the projects to ask.</param>
    /// <param name="former">The value a hook property would have had without us, by its name.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static async Task WriteAsync(string folder, IEnumerable<string> projects, Func<string, string> former, CancellationToken cancellationToken)
    {
        Files.CreatePrivateFolder(Path.Combine(folder, OutputName));
        await WriteAsync(folder, InnerName, Inner, former("CustomAfterMicrosoftCommonTargets"), cancellationToken);
        await WriteAsync(folder, OuterName, Outer, former("CustomAfterMicrosoftCommonCrossTargetingTargets"), cancellationToken);
        await Files.WriteOwnAsync(Path.Combine(folder, TraversalName), Traversal(projects), cancellationToken);
    }

    private static Task WriteAsync(string folder, string name, string text, string former, CancellationToken cancellationToken) =>
        Files.WriteOwnAsync(Path.Combine(folder, name), text.Replace("{former}", SecurityElement.Escape(former), StringComparison.Ordinal), cancellationToken);

    private static string Traversal(IEnumerable<string> projects)
    {
        var text = new StringBuilder("<Project>\n  <ItemGroup>\n");
        foreach (var project in projects)
            text.Append("    <Asked Include=\"").Append(SecurityElement.Escape(SdkCommand.Escaped(project))).Append("\" />\n");
        return text.Append("""
              </ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Asked)" Targets="AssistantCollect" BuildInParallel="true" SkipNonexistentTargets="true" ContinueOnError="true" />
              </Target>
            </Project>
            """).ToString();
    }
}
