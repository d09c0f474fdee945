using System.Text.Json;

namespace Assistant.Cli.Input;

/// <summary>A caret to complete at.</summary>
/// <param name="Id">The caller's name for it.</param>
/// <param name="Path">The file, relative to the solution's folder.</param>
/// <param name="Offset">In UTF-16 units of its text.</param>
/// <param name="Text">The text; null for the one on disk.</param>
internal sealed record AskedCaret(string Id, string Path, int Offset, string? Text);

/// <summary>Reads carets from JSON, one a line. Any text is survivable: what is wrong with a line is said and the next is read.</summary>
internal static class CaretReader
{
    private const string Shape = "a caret is an object with \"id\", \"path\" and \"offset\", and \"text\" where the file's own is not meant";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Reads one line of UTF-8.</summary>
    /// <returns>The caret, or what is wrong, for people.</returns>
    public static (AskedCaret? Asked, string? Problem) Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, Shape);
            if (TextOf(root, "id") is not { } id)
                return (null, $"\"id\" is missing or no text; {Shape}");
            if (TextOf(root, "path") is not { } path || path.Contains('\0', StringComparison.Ordinal))
                return (null, $"\"path\" is missing or no path; {Shape}");
            if (!root.TryGetProperty("offset", out var offset) || offset.ValueKind != JsonValueKind.Number || !offset.TryGetInt32(out var at))
                return (null, $"\"offset\" is missing or no whole number; {Shape}");
            if (root.TryGetProperty("text", out var text) && text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return (null, $"\"text\" is no text; {Shape}");
            return (new AskedCaret(id, path, at, TextOf(root, "text")), null);
        }
        // The second is said of a name that is no text, such as one with half a surrogate pair.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return (null, $"the line is not JSON: {malformed.Message}");
        }
    }

    private static string? TextOf(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
