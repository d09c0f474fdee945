using Assistant.Models.Store;
using Assistant.Models.Tests.Kit;
using Xunit;

namespace Assistant.Models.Tests.Pull;

/// <summary>What comes of a pull, by what a server sends.</summary>
public sealed class PullTests : IDisposable
{
    private static readonly byte[] Content = PullBench.Content;

    private readonly PullBench bench = new();

    [Fact]
    public async Task A_file_is_got_checked_named_and_pinned()
    {
        using var server = new FileServer(Answers.File(Content));
        var pin = await bench.PullAsync(server.At("a/b.gguf?token=secret"), PullBench.Digest, Content.Length);
        Assert.Equal(Content, bench.Stored);
        Assert.Equal((PullBench.Digest, DigestOrigin.Known), (pin.Digest, pin.Origin));
        Assert.Equal($"{server.Address}a/b.gguf", pin.Source);
        Assert.Equal(["a-model.gguf", "a-model.json"], bench.FileNames);
        Assert.Equal(ModelState.Pinned, bench.Store.Find(PullBench.Name)!.State);
    }

    [Fact]
    public async Task Without_a_stated_digest_the_one_it_has_is_pinned_and_that_is_known()
    {
        using var server = new FileServer(Answers.File(Content));
        Assert.Equal(DigestOrigin.AsItCame, (await bench.PullAsync(server.At("b.gguf"))).Origin);
    }

    [Fact]
    public async Task What_breaks_off_goes_on_where_it_ended()
    {
        using var server = new FileServer(Answers.File(Content, cutAfter: 1_000_000), Answers.File(Content, cutAfter: 700_000), Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(Content, bench.Stored);
        Assert.Equal([0, 1_000_000, 1_700_000], server.Asked.Select(asked => asked.From));
        Assert.Equal("\"one\"", server.Asked[1].Headers["If-Range"]);
    }

    [Fact]
    public async Task What_is_cancelled_goes_on_with_the_next_pull()
    {
        using var server = new FileServer(Answers.Stalling(Content, 1_000_000), Answers.File(Content));
        using var cancelled = new CancellationTokenSource();
        var pull = bench.PullAsync(server.At("b.gguf"), PullBench.Digest, cancellationToken: cancelled.Token);
        while (!File.Exists(bench.Store.PathOf(PullBench.Name) + ".part") || new FileInfo(bench.Store.PathOf(PullBench.Name) + ".part").Length < 1_000_000)
            await Task.Delay(10, CancellationToken.None);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        Assert.Null(bench.Store.Find(PullBench.Name));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest, cancellationToken: CancellationToken.None);
        Assert.Equal(Content, bench.Stored);
        Assert.Equal(1_000_000, server.Asked[1].From);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_asked_again()
    {
        using var server = new FileServer(Answers.Stalling(Content, 500_000), Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(Content, bench.Stored);
        Assert.Contains("localhost sends nothing for 60 s; trying again in 1 s", bench.Said);
    }

    [Fact]
    public async Task Another_content_under_the_same_address_is_got_from_its_beginning()
    {
        var other = PullBench.Model(2);
        using var server = new FileServer(Answers.File(Content, cutAfter: 1_000_000), Answers.File(other, tag: "\"two\""));
        await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(other, bench.Stored);
        Assert.Equal(1_000_000, server.Asked[1].From);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_knows_no_parts_sends_all_again(bool hasTag)
    {
        using var server = new FileServer(Answers.File(Content, tag: hasTag ? "\"one\"" : null, cutAfter: 1_000_000), Answers.WholeFile(Content));
        await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(Content, bench.Stored);
        // Without a tag and a digest nothing would tell that the rest belongs to what is here.
        Assert.Equal(hasTag ? 1_000_000 : 0, server.Asked[1].From);
    }

    [Fact]
    public async Task A_wrong_digest_is_refused_and_nothing_is_left_of_it()
    {
        var damaged = (byte[])Content.Clone();
        damaged[2_000_000] ^= 1;
        using var server = new FileServer(Answers.File(damaged));
        var refusal = await bench.RefusedAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Contains($"and should have {PullBench.Digest}: it is deleted; try again", refusal, StringComparison.Ordinal);
        Assert.Empty(bench.FileNames);
    }

    [Fact]
    public async Task A_file_that_the_host_would_refuse_is_refused()
    {
        bench.Check = _ => throw new ModelRefusedException("it is too odd");
        using var server = new FileServer(Answers.File(Content));
        Assert.Equal("it is too odd", await bench.RefusedAsync(server.At("b.gguf")));
        Assert.Empty(bench.FileNames);
        // With the right digest it is what it should be, and another version may take it: it need not come again.
        Assert.Equal("it is too odd", await bench.RefusedAsync(server.At("b.gguf"), PullBench.Digest));
        bench.Check = _ => { };
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task Redirections_are_followed_and_the_digest_on_the_way_is_believed()
    {
        using var server = new FileServer(
            Answers.Status("302 Found", $"Location: /cdn/b\r\nX-Linked-Etag: \"{PullBench.Digest}\"\r\n"),
            Answers.File(Content));
        var pin = await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(DigestOrigin.StatedBySource, pin.Origin);
        Assert.Equal(["/b.gguf", "/cdn/b"], server.Asked.Select(asked => asked.Target));
    }

    [Theory]
    [InlineData("302 Found", "Location: /again\r\n", "sends on and on (5 times)")]
    [InlineData("307 Temporary Redirect", "Location: file:///etc/passwd\r\n", "sends on to file://, which is not protected as https is")]
    [InlineData("404 Not Found", "", "has no /b.gguf (any more): look whether it was renamed there")]
    [InlineData("401 Unauthorized", "", "wants an account for /b.gguf, or that its licence is agreed to: get the file by hand")]
    [InlineData("403 Forbidden", "", "wants an account")]
    [InlineData("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"\r\n", "put them into HTTPS_PROXY")]
    [InlineData("418 I'm a teapot", "", "answers 418")]
    [InlineData("500 Internal Server Error", "", "answers 500; after 6 tries it is left, 0.0 GB are here: run the same command again to go on")]
    [InlineData("429 Too Many Requests", "Retry-After: 86400\r\n", "answers 429 and wants to be left alone for 1440 minutes")]
    [InlineData("200 OK", "Content-Type: text/html\r\n", "sends a web page and not a model")]
    public async Task What_is_no_file_ends_with_what_to_do(string status, string headers, string words)
    {
        using var server = new FileServer(Answers.Status(status, headers));
        Assert.Contains(words, await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "sends a web page and not a model")]
    [InlineData("  \r\n<html>", "sends a web page and not a model")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "is no GGUF file (it does not begin with GGUF)")]
    [InlineData("", "does not say how long the file is, or it is empty")]
    public async Task What_calls_itself_a_file_and_is_none_is_refused_at_its_first_bytes(string body, string words)
    {
        using var server = new FileServer(Answers.Status("200 OK", "Content-Type: application/octet-stream\r\n", body));
        Assert.Contains(words, await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_busy_is_asked_again_after_the_time_it_wishes()
    {
        using var server = new FileServer(Answers.Status("429 Too Many Requests", "Retry-After: 7\r\n"), Answers.Status("503 Service Unavailable"), Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(["localhost answers 429; trying again in 7 s", "localhost answers 503; trying again in 2 s"], bench.Said.Take(2));
    }

    [Fact]
    public async Task Nobody_there_is_tried_some_times_and_left()
    {
        Uri address;
        using (var gone = new FileServer(Answers.File(Content)))
            address = gone.At("b.gguf");
        Assert.Contains("after 6 tries it is left", await bench.RefusedAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_length_than_the_catalogs_is_refused_before_it_is_got()
    {
        using var server = new FileServer(Answers.File(Content));
        Assert.Contains($"has a file of 3000000 bytes where one of 4000000 is wanted", await bench.RefusedAsync(server.At("b.gguf"), PullBench.Digest, 4_000_000), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_the_disk_is_refused_before_it_is_got()
    {
        bench.FreeSpace = _ => 1_002_000_000;
        using var server = new FileServer(Answers.File(Content));
        var refusal = await bench.RefusedAsync(server.At("b.gguf"));
        Assert.Contains("0.003 GB are still to come and 1.002 GB are free in", refusal, StringComparison.Ordinal);
        Assert.Contains("make room", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_https_and_without_a_digest_only_this_machine_is_asked()
    {
        var refusal = await bench.RefusedAsync(new Uri("http://models.example/b.gguf"));
        Assert.Equal("models.example is asked without https, where anybody on the way can change the file: name its digest as well (--sha256)", refusal);
    }

    [Fact]
    public async Task Two_pulls_of_one_model_do_not_write_over_each_other()
    {
        using var server = new FileServer(Answers.Stalling(Content, 1_000_000));
        using var cancelled = new CancellationTokenSource();
        var first = bench.PullAsync(server.At("b.gguf"), cancellationToken: cancelled.Token);
        while (bench.FileNames.Count == 0)
            await Task.Delay(10, CancellationToken.None);
        Assert.Contains("another pull of this model is under way", await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task A_file_that_stands_there_already_is_pinned_if_it_is_the_wanted_one_and_never_written_over()
    {
        using var server = new FileServer(Answers.Status("500 Internal Server Error"));
        Directory.CreateDirectory(bench.Store.Folder);
        await File.WriteAllBytesAsync(bench.Store.PathOf(PullBench.Name), Content);
        Assert.Equal(DigestOrigin.Known, (await bench.PullAsync(server.At("b.gguf"), PullBench.Digest)).Origin);
        await File.WriteAllBytesAsync(bench.Store.PathOf(PullBench.Name), [1, 2, 3]);
        Assert.Contains("it is damaged or another file", await bench.RefusedAsync(server.At("b.gguf"), PullBench.Digest), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], bench.Stored);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task What_came_whole_is_not_got_again_when_it_was_cut_off_before_its_name()
    {
        using var server = new FileServer(Answers.File(Content));
        // Within the computing of the digest, by what is reported of it.
        using var cancelled = new CancellationTokenSource();
        bench.Reported = progress =>
        {
            if (progress.Doing == "computing the SHA-256")
                cancelled.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.PullAsync(server.At("b.gguf"), PullBench.Digest, cancellationToken: cancelled.Token));
        bench.Reported = _ => { };
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest, cancellationToken: CancellationToken.None);
        Assert.Equal(Content, bench.Stored);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task What_was_cut_off_between_name_and_pin_is_what_was_stated_for_it()
    {
        using var server = new FileServer(Answers.Status("500 Internal Server Error"));
        Directory.CreateDirectory(bench.Store.Folder);
        await File.WriteAllBytesAsync(bench.Store.PathOf(PullBench.Name), Content);
        await File.WriteAllTextAsync(
            bench.Store.PathOf(PullBench.Name) + ".part-of",
            $$"""{"Address":"{{server.Address}}b.gguf","Tag":null,"Length":{{Content.Length}},"Sha256":"{{PullBench.Digest}}","Origin":"StatedBySource"}""");
        var pin = await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(DigestOrigin.StatedBySource, pin.Origin);
        Assert.Equal(["a-model.gguf", "a-model.json"], bench.FileNames);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_file_that_came_by_itself_is_not_pinned_by_a_pull_that_cannot_tell()
    {
        using var server = new FileServer(Answers.File(Content));
        Directory.CreateDirectory(bench.Store.Folder);
        await File.WriteAllBytesAsync(bench.Store.PathOf(PullBench.Name), PullBench.Model(2));
        Assert.Contains("came by itself: if it is the model, say so (assistant models pin a-model)", await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
        Assert.Equal(ModelState.Unpinned, bench.Store.Find(PullBench.Name)!.State);
    }

    [Fact]
    public async Task A_name_that_another_file_has_is_refused_and_the_same_file_is_here()
    {
        using var server = new FileServer(Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        await bench.PullAsync(server.At("b.gguf"));
        Assert.Contains("a-model is another file already, from", await bench.RefusedAsync(server.At("other.gguf")), StringComparison.Ordinal);
        Assert.Contains("(--as <name>)", await bench.RefusedAsync(server.At("b.gguf"), Sha256Digest.TryParse(new string('0', 64))), StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_made_again()
    {
        using var server = new FileServer(Answers.File(Content, cutAfter: 1_500_000), Answers.File(Content)) { Resets = 1 };
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(Content, bench.Stored);
        Assert.Equal(2, server.Asked.Count);
    }

    [Theory]
    [InlineData("416 Range Not Satisfiable", "")]
    [InlineData("206 Partial Content", "Content-Range: bytes 7-2999999/3000000\r\n")]
    [InlineData("206 Partial Content", "Content-Range: bytes 1000000-1999999/2000000\r\n")]
    public async Task A_rest_that_is_none_of_what_is_here_is_got_from_its_beginning(string status, string headers)
    {
        using var server = new FileServer(Answers.File(Content, cutAfter: 1_000_000), Answers.Status(status, headers), Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(Content, bench.Stored);
        Assert.Equal([0, 1_000_000, 0], server.Asked.Select(asked => asked.From));
    }

    [Fact]
    public async Task What_is_here_goes_on_from_a_mirror_when_the_digest_is_the_same_and_no_key_of_an_address_is_kept()
    {
        using var server = new FileServer(Answers.File(Content, cutAfter: 1_000_000), Answers.Status("404 Not Found"));
        using var mirror = new FileServer(Answers.File(Content, tag: "\"another\""));
        await bench.RefusedAsync(server.At("b.gguf?token=canary"), PullBench.Digest);
        Assert.DoesNotContain("canary", await File.ReadAllTextAsync(bench.Store.PathOf(PullBench.Name) + ".part-of"), StringComparison.Ordinal);
        await bench.PullAsync(mirror.At("b.gguf"), PullBench.Digest);
        Assert.Equal(1_000_000, Assert.Single(mirror.Asked).From);
    }

    [Fact]
    public async Task A_digest_that_the_server_contradicts_is_refused_before_anything_comes()
    {
        using var server = new FileServer(Answers.File(Content, headers: $"X-Linked-Etag: \"{new string('1', 64)}\"\r\n"));
        Assert.Contains($"says that its file has the SHA-256 {new string('1', 64)}, and wanted is {PullBench.Digest}", await bench.RefusedAsync(server.At("b.gguf"), PullBench.Digest), StringComparison.Ordinal);
        Assert.Empty(bench.FileNames);
    }

    [Fact]
    public async Task A_length_beyond_all_disks_is_refused()
    {
        using var server = new FileServer(async (_, stream, cancellationToken) =>
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {long.MaxValue}\r\n\r\nGGUF"), cancellationToken));
        bench.FreeSpace = _ => 100_000_000_000;
        Assert.Contains("make room", await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task A_part_whose_note_is_broken_is_begun_anew(string note)
    {
        Directory.CreateDirectory(bench.Store.Folder);
        await File.WriteAllBytesAsync(bench.Store.PathOf(PullBench.Name) + ".part", new byte[1000]);
        await File.WriteAllTextAsync(bench.Store.PathOf(PullBench.Name) + ".part-of", note);
        using var server = new FileServer(Answers.File(Content));
        await bench.PullAsync(server.At("b.gguf"), PullBench.Digest);
        Assert.Equal(Content, bench.Stored);
        Assert.Equal(0, server.Asked[0].From);
    }

    public void Dispose() => bench.Dispose();
}
