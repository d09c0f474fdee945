using System.Text.Json;
using Assistant.Core.Edits;

namespace Assistant.Cli.Input;

/// <summary>One line of proposals: an id with its edits, or why the line says nothing.</summary>
/// <param name="Id">The caller's name for the proposal; null when the line has none.</param>
/// <param name="Edits">The edits; null when the line is malformed.</param>
/// <param name="Problem">What is wrong with the line, for people.</param>
internal sealed record Proposal(string? Id, IReadOnlyList<Edit>? Edits, string? Problem);

/// <summary>Reads proposals from JSON, one a line. Any text is survivable: what is wrong with a line is said and the next is read.</summary>
internal static class ProposalReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Reads one line of UTF-8.</summary>
    public static Proposal Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return Read(document.RootElement);
        }
        // The second is said of a name that is no text, such as one with half a surrogate pair.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return new Proposal(null, null, $"the line is not JSON: {malformed.Message}");
        }
    }

    private static Proposal Read(JsonElement proposal)
    {
        if (proposal.ValueKind != JsonValueKind.Object)
            return new Proposal(null, null, "a proposal is an object with \"id\" and \"edits\"");
        if (!proposal.TryGetProperty("id", out var idValue) || Text(idValue) is not { } id)
            return new Proposal(null, null, "\"id\" must be a string");
        if (!proposal.TryGetProperty("edits", out var edits) || edits.ValueKind != JsonValueKind.Array)
            return new Proposal(id, null, "\"edits\" must be an array");
        var read = new List<Edit>();
        foreach (var element in edits.EnumerateArray())
        {
            var (edit, problem) = ReadEdit(element);
            if (edit is null)
                return new Proposal(id, null, problem);
            read.Add(edit);
        }

        return new Proposal(id, read, null);
    }

    private static (Edit? Edit, string? Problem) ReadEdit(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("path", out var pathValue) || Text(pathValue) is not { } path)
            return (null, "an edit is an object with a \"path\"");
        if (element.TryGetProperty("create", out var create))
            return Text(create) is { } text ? (new CreateFile(path, text), null) : (null, "\"create\" must be the text of the new file");
        if (element.TryGetProperty("delete", out var delete))
            return delete.ValueKind == JsonValueKind.True ? (new DeleteFile(path), null) : (null, "\"delete\" must be true");
        if (!element.TryGetProperty("start", out var start) || !element.TryGetProperty("length", out var length) || !element.TryGetProperty("newText", out var newText))
            return (null, "an edit has \"start\", \"length\" and \"newText\", or \"create\", or \"delete\"");
        if (Number(start) is not { } from || Number(length) is not { } count || Text(newText) is not { } replacement)
            return (null, "\"start\" and \"length\" must be whole numbers and \"newText\" a string");
        return (new ReplaceText(path, from, count, replacement), null);
    }

    // Half a surrogate pair or bytes that are no UTF-8 are as malformed as a number where text belongs.
    private static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;
}
