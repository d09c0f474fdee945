using Assistant.Workspace;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_opens_in_a_copy_with_all_its_projects_and_its_generator()
    {
        using var folder = new Folder();
        var sample = Path.Combine(RepositoryRoot(), "samples", "OrderDesk");
        foreach (var file in Directory.GetFiles(sample, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(sample, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                folder.WriteBytes(relative, await File.ReadAllBytesAsync(file));
        }

        var opened = await folder.OpenAsync(".", new OpenOptions { Restore = true });
        Assert.Empty(opened.Snapshot.Unloaded);
        Assert.Empty(opened.Notices);
        Assert.Equal(5, opened.Snapshot.Builds.Count());
        Assert.Equal(4, opened.Snapshot.Builds.Select(build => build.ProjectFile).Distinct(StringComparer.Ordinal).Count());
        foreach (var project in opened.Snapshot.Solution.Projects.Where(project => project.Name.StartsWith("OrderDesk.Domain", StringComparison.Ordinal)))
            Assert.NotEmpty(await project.GetSourceGeneratedDocumentsAsync());
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assistant.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Assistant.sln is not above the tests.");
        return folder;
    }
}
