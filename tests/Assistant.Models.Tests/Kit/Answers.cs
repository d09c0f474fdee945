using System.Globalization;
using System.Text;

namespace Assistant.Models.Tests.Kit;

/// <summary>What servers, and what stands before them, send.</summary>
internal static class Answers
{
    /// <summary>A well-behaved server's answer, with the rest of a file where that is asked for and still fits.</summary>
    /// <param name="content">The file.</param>
    /// <param name="tag">The content's tag; null for a server that has none.</param>
    /// <param name="cutAfter">Bytes of this answer after which the connection breaks.</param>
    /// <param name="headers">More lines of the head.</param>
    public static Func<AskedFor, Stream, CancellationToken, Task> File(byte[] content, string? tag = "\"one\"", int cutAfter = int.MaxValue, string headers = "") => async (asked, stream, cancellationToken) =>
    {
        var from = asked.From > 0 && (!asked.Headers.TryGetValue("If-Range", out var wanted) || wanted == tag) ? (int)asked.From : 0;
        var head = new StringBuilder(from > 0 ? "HTTP/1.1 206 Partial Content\r\n" : "HTTP/1.1 200 OK\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/octet-stream\r\nContent-Length: {content.Length - from}\r\nConnection: close\r\n{headers}");
        if (tag is not null)
            head.Append(CultureInfo.InvariantCulture, $"ETag: {tag}\r\n");
        if (from > 0)
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
        await stream.WriteAsync(content.AsMemory(from, Math.Min(content.Length - from, cutAfter)), cancellationToken);
    };

    /// <summary>The file, whatever part of it is asked for.</summary>
    public static Func<AskedFor, Stream, CancellationToken, Task> WholeFile(byte[] content) =>
        (_, stream, cancellationToken) => File(content)(new AskedFor("/", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)), stream, cancellationToken);

    /// <summary>A file of which the beginning comes, and then nothing for ever.</summary>
    public static Func<AskedFor, Stream, CancellationToken, Task> Stalling(byte[] content, int after) => async (asked, stream, cancellationToken) =>
    {
        await File(content, cutAfter: after)(asked, stream, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    };

    /// <summary>A status without a file.</summary>
    public static Func<AskedFor, Stream, CancellationToken, Task> Status(string status, string headers = "", string body = "") => async (_, stream, cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}"), cancellationToken);
}
