using System.Runtime.Versioning;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd;

[SupportedOSPlatform("linux")]
public sealed class AtomicBatchTests : IDisposable
{
    private const string Original = "a = old a, c = old c, d = old d";
    private const string Done = "a = new a, b = new b, c = new c";

    private readonly TempFolder temp = TempFolder.Create("assistant-test-");

    public AtomicBatchTests()
    {
        foreach (var name in new[] { "a", "c", "d" })
            File.WriteAllText(At(name), "old " + name);
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task All_is_done_and_nothing_is_left_beside_it()
    {
        var operations = new List<int>();
        await Batch(operations.Add).CommitAsync(CancellationToken.None);
        Assert.Equal(Done, Content());
        Assert.Equal([0, 1, 2, 3, 4], operations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task When_one_change_fails_all_files_are_as_they_were(int failing)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Batch(operation => Fail(operation == failing)).CommitAsync(CancellationToken.None));
        Assert.Equal("injected", failure.Message);
        Assert.Equal(Original, Content());
    }

    [Theory]
    [InlineData(5, "the old content of {c} is kept in ", "a = old a, c = new c, d = old d", "old c")]
    [InlineData(6, "{b} is new and could not be deleted", "a = old a, b = new b, c = old c, d = old d", null)]
    [InlineData(7, "the old content of {a} is kept in ", "a = new a, c = old c, d = old d", "old a")]
    public async Task When_undoing_fails_the_rest_is_undone_and_the_old_content_is_kept_and_named(int failing, string complaint, string content, string? kept)
    {
        // The fourth change fails, then one of the three that undo those before it, the last first.
        var failure = await Assert.ThrowsAsync<UndoException>(() => Batch(operation => Fail(operation == 4 || operation == failing)).CommitAsync(CancellationToken.None));
        foreach (var name in new[] { "a", "b", "c" })
            complaint = complaint.Replace($"{{{name}}}", At(name), StringComparison.Ordinal);
        Assert.StartsWith("injected; undoing failed, too: " + complaint, failure.Message, StringComparison.Ordinal);
        var left = Directory.GetFiles(temp.Path, ".*");
        if (kept is null)
        {
            Assert.Empty(left);
        }
        else
        {
            Assert.EndsWith(" is kept in " + Assert.Single(left), failure.Message, StringComparison.Ordinal);
            Assert.Equal(kept, await File.ReadAllTextAsync(left[0]));
            File.Delete(left[0]);
        }

        Assert.Equal(content, Content());
    }

    [Theory]
    [InlineData("a", "mine")]
    [InlineData("b", "mine")]
    [InlineData("d", "mine")]
    [InlineData("c", null)]
    public async Task A_file_that_changed_after_all_was_staged_stops_the_batch(string name, string? content)
    {
        var changed = "";
        var batch = Batch(operation =>
        {
            Assert.Equal(0, operation);
            if (content is null)
                File.Delete(At(name));
            else
                File.WriteAllText(At(name), content);
            changed = Content(hidden: false);
        });
        var failure = await Assert.ThrowsAsync<FileChangedException>(() => batch.CommitAsync(CancellationToken.None));
        Assert.Equal($"{At(name)} changed on disk meanwhile", failure.Message);
        Assert.NotEqual(Original, changed);
        Assert.Equal(changed, Content());
    }

    [Fact]
    public async Task A_folder_exchanged_for_a_link_stops_the_batch()
    {
        Directory.CreateDirectory(At("in"));
        Directory.CreateDirectory(At("away"));
        await File.WriteAllTextAsync(At("in/x"), "old x");
        await File.WriteAllTextAsync(At("away/x"), "old x");
        var batch = new AtomicBatch(_ =>
        {
            Directory.Move(At("in"), At("moved"));
            Directory.CreateSymbolicLink(At("in"), At("away"));
        });
        batch.Write(At("in/x"), "new x"u8.ToArray(), "old x"u8.ToArray());
        var failure = await Assert.ThrowsAsync<IOException>(() => batch.CommitAsync(CancellationToken.None));
        Assert.Equal($"{At("in")} is no longer where it was: a link leads elsewhere", failure.Message);
        Assert.Equal("old x", await File.ReadAllTextAsync(At("away/x")));
        Assert.Equal("old x", await File.ReadAllTextAsync(At("moved/x")));
    }

    [Fact]
    public async Task A_rename_that_the_system_refuses_undoes_those_before_it_and_a_missing_folder_shows_before_any()
    {
        var failing = Batch(_ => { });
        Directory.CreateDirectory(At("folder/full"));
        // A folder stands where the new file should go: found only by the rename.
        failing.Write(At("folder"), "new"u8.ToArray(), null);
        await Assert.ThrowsAnyAsync<Exception>(() => failing.CommitAsync(CancellationToken.None));
        Assert.Equal(Original, Content());

        var early = Batch(_ => Assert.Fail("All is staged."));
        early.Write(At("no/such/folder"), "x"u8.ToArray(), null);
        await Assert.ThrowsAnyAsync<IOException>(() => early.CommitAsync(CancellationToken.None));
        Assert.Equal(Original, Content());
    }

    private static void Fail(bool now)
    {
        if (now)
            throw new IOException("injected");
    }

    private AtomicBatch Batch(Action<int> beforeOperation)
    {
        var batch = new AtomicBatch(beforeOperation);
        batch.Write(At("a"), "new a"u8.ToArray(), "old a"u8.ToArray());
        batch.Write(At("b"), "new b"u8.ToArray(), null);
        batch.Write(At("c"), "new c"u8.ToArray(), "old c"u8.ToArray());
        batch.Delete(At("d"), "old d"u8.ToArray());
        return batch;
    }

    private string At(string name) => Path.Combine(RealPath.Of(temp.Path)!, name);

    private string Content(bool hidden = true) => string.Join(", ", Directory.GetFiles(temp.Path)
        .Where(file => hidden || !Path.GetFileName(file).StartsWith('.'))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} = {File.ReadAllText(file)}"));
}
