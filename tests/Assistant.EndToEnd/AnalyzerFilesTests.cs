using Assistant.Workspace.Loading;
using Xunit;

namespace Assistant.EndToEnd;

public sealed class AnalyzerFilesTests
{
    [Fact]
    public void A_copy_goes_when_nobody_took_it_for_a_week_and_never_before_it_was_loaded()
    {
        using var folder = new Folder(("one/A.dll", "A"), ("two/B.dll", "B"));
        var longAgo = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(8);
        var first = new AnalyzerFiles(folder.At("cache"), TimeProvider.System);
        var one = first.Get(folder.At("one/A.dll"), []).FullPath;
        var two = first.Get(folder.At("two/B.dll"), []).FullPath;
        Assert.StartsWith(folder.At("cache"), one, StringComparison.Ordinal);
        SetTime(one, longAgo);
        SetTime(two, longAgo);
        first.Prune();
        Assert.True(File.Exists(one), "taken by the same process");

        // Another process takes one of the two, which keeps it from being pruned by a third.
        var second = new AnalyzerFiles(folder.At("cache"), TimeProvider.System);
        Assert.Equal(one, second.Get(folder.At("one/A.dll"), []).FullPath);
        new AnalyzerFiles(folder.At("cache"), TimeProvider.System).Prune();
        Assert.True(File.Exists(one), "touched when taken");
        Assert.False(Directory.Exists(Path.GetDirectoryName(two)));
        Assert.Equal([Path.GetDirectoryName(one)!], Directory.GetDirectories(folder.At("cache/analyzers")));

        Assert.True(File.Exists(second.Get(folder.At("two/B.dll"), []).FullPath), "copied again");
    }

    private static void SetTime(string file, DateTime utc) => Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(file)!, utc);
}
