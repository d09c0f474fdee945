using System.Text.Json;
using Assistant.Platform;

namespace Assistant.Server.Chat;

/// <summary>What the list of conversations says of one: it is read from the beginning of its file, however long that is.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Changed">When something was said last.</param>
internal sealed record ChatHead(string Title, DateTimeOffset Changed)
{
    // A title has few letters; each is at most six bytes here.
    private const int Length = 1024;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">A longer one is none of ours.</param>
    /// <returns>Null where the file does not begin as ours do.</returns>
    public static ChatHead? Of(string path, int mostBytes)
    {
        try
        {
            if (!Files.Exists(path) || Files.Length(path) > mostBytes)
                return null;
            using var stream = Files.OpenRead(path);
            var bytes = new byte[Length];
            var reader = new Utf8JsonReader(bytes.AsSpan(0, stream.ReadAtLeast(bytes, Length, throwOnEndOfStream: false)), isFinalBlock: false, default);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && Next(ref reader, "title") && reader.TokenType == JsonTokenType.String && reader.GetString() is { } title
                && Next(ref reader, "changed") && reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var changed)
                ? new ChatHead(title, changed)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Next(ref Utf8JsonReader reader, string name) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
}
