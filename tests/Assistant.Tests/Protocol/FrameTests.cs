using System.Text;
using Assistant.Protocol.Framing;
using Xunit;

namespace Assistant.Tests.Protocol;

public sealed class FrameTests
{
    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n{}", "{}")]
    [InlineData("content-length:2\r\n\r\n{}", "{}")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", "{}")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=\"utf8\"\r\nContent-Length: 2\r\n\r\n{}", "{}")]
    [InlineData("Other: anything: at all\r\nContent-Length: 4\r\n\r\n\"é\"", "\"é\"")]
    [InlineData("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", "{}|[1]")]
    [InlineData("Content-Length: 0\r\n\r\n", "")]
    public async Task A_message_is_as_long_in_bytes_as_its_header_says(string stream, string bodies) => Assert.Equal(bodies, await BodiesAsync(stream));

    [Theory]
    [InlineData("Content-Length: -1", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: +1", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: 1.0", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: 99999999999999999999", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length:", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: 2\r\nContent-Length: 2", "a header has more than one Content-Length")]
    [InlineData("Content-Type: text/plain", "a header has no Content-Length")]
    [InlineData("Content-Length: 2\r\nContent-Type: a; charset=utf-16", "a header names a character set that is not UTF-8")]
    [InlineData("Content-Length 2", "a line of a header has no colon")]
    [InlineData("Content-Length: 2\nX: 1", "a line of a header ends without a carriage return")]
    [InlineData("Content-Length: 2\rX: 1", "a line of a header ends without a line feed")]
    [InlineData("Größe: 2", "a header has characters that are not ASCII")]
    public async Task A_header_that_cannot_be_understood_is_named(string header, string error)
    {
        var reader = new FrameReader(Bytes(header + "\r\n\r\n{}"));
        var thrown = await Record.ExceptionAsync(() => reader.ReadAsync(default));
        Assert.IsType<FramingException>(thrown);
        Assert.Contains(error, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_and_a_header_have_limits_of_their_own()
    {
        var fits = new string('x', FrameLimits.HeaderLine - 4);
        Assert.Equal("{}", await BodiesAsync($"x:{fits}\r\nContent-Length: 2\r\n\r\n{{}}"));
        await FailsAsync($"x:{fits}y\r\nContent-Length: 2\r\n\r\n{{}}", "a line of a header has more than 8192 bytes");
        await FailsAsync(string.Concat(Enumerable.Repeat($"x:{fits}\r\n", 8)) + "Content-Length: 2\r\n\r\n{}", "a header has more than 65536 bytes");
        // Digits without an end take no more memory than a line.
        await FailsAsync("Content-Length: " + new string('9', 100_000), "a line of a header has more than 8192 bytes");
    }

    [Fact]
    public async Task A_body_over_the_limit_takes_no_memory_and_the_next_message_is_found()
    {
        const long length = FrameLimits.Body + 1L;
        using var stream = new LongBody($"Content-Length: {length}\r\n\r\n", length, "Content-Length: 2\r\n\r\n{}");
        var reader = new FrameReader(stream);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tooLong = await reader.ReadAsync(default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal((true, length, 0), (tooLong!.Value.IsTooLong, tooLong.Value.Length, tooLong.Value.Body.Length));
        Assert.Equal("{}", Encoding.UTF8.GetString((await reader.ReadAsync(default))!.Value.Body.Span));
        Assert.Null(await reader.ReadAsync(default));
    }

    [Theory]
    [InlineData("C", "the stream ends within a header")]
    [InlineData("Content-Length: 2\r", "the stream ends within a header")]
    [InlineData("Content-Length: 2\r\n", "the stream ends within a header")]
    [InlineData("Content-Length: 2\r\n\r\n", "the stream ends 2 bytes before the end of a message")]
    [InlineData("Content-Length: 2\r\n\r\n{", "the stream ends 1 bytes before the end of a message")]
    public Task An_end_within_a_message_is_no_end(string stream, string error) => FailsAsync(stream, error);

    [Fact]
    public async Task Messages_of_many_writers_do_not_mix()
    {
        using var stream = new MemoryStream();
        var writer = new FrameWriter(stream);
        var sent = Enumerable.Range(0, 200).Select(number => new string((char)('a' + (number % 26)), number + 1)).ToList();
        await Parallel.ForEachAsync(sent, async (text, token) => await writer.WriteAsync(Encoding.UTF8.GetBytes(text), token));
        stream.Position = 0;
        var reader = new FrameReader(stream);
        var read = new List<string>();
        while (await reader.ReadAsync(default) is { } frame)
            read.Add(Encoding.UTF8.GetString(frame.Body.Span));
        Assert.Equal(sent.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task FailsAsync(string stream, string error)
    {
        var thrown = await Assert.ThrowsAsync<FramingException>(() => BodiesAsync(stream));
        Assert.Equal(error, thrown.Message);
    }

    // Whole, and a byte at a time.
    private static async Task<string> BodiesAsync(string text)
    {
        var whole = await BodiesAsync(Bytes(text));
        Assert.Equal(whole, await BodiesAsync(new Drip(Encoding.UTF8.GetBytes(text))));
        return whole;
    }

    private static async Task<string> BodiesAsync(Stream stream)
    {
        await using var read = stream;
        var reader = new FrameReader(read);
        var bodies = new List<string>();
        while (await reader.ReadAsync(default) is { } frame)
            bodies.Add(Encoding.UTF8.GetString(frame.Body.Span));
        return string.Join('|', bodies);
    }
}
