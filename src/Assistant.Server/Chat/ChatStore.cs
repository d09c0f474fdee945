using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Platform;
using Assistant.Protocol.Types.Chat;

namespace Assistant.Server.Chat;

/// <summary>
/// The conversations of a workspace, each a file of its own in a folder that only the user can enter. They are kept on this
/// machine and nowhere else; what cannot be read is passed over, and what cannot be written is not kept.
/// </summary>
/// <param name="folders">The user's folders.</param>
/// <param name="workspace">Full path of the opened folder.</param>
public sealed class ChatStore(UserFolders folders, string workspace)
{
    /// <summary>More conversations than this are not kept: the one of which nothing was heard longest goes.</summary>
    public const int MostChats = 50;

    /// <summary>More turns of a conversation than this are not kept: the oldest goes.</summary>
    public const int MostTurns = 100;

    private const int MostBytes = 2 << 20;
    private const int TitleLength = 60;
    private const int MostNameLength = 64;
    private const int FolderBytes = 12;
    private const string Extension = ".json";

    private readonly Lock gate = new();
    private readonly string folder = Path.Combine(folders.Data, "chats", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace)).AsSpan(0, FolderBytes)));

    /// <summary>Whether a conversation may be called so: its name becomes that of a file.</summary>
    public static bool IsName(string session) => session.Length is > 0 and <= MostNameLength && session.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>A conversation; null where nothing is kept of it.</summary>
    public KeptChat? Read(string session)
    {
        lock (gate)
            return IsName(session) ? ReadFile(PathOf(session)) : null;
    }

    /// <summary>All, the one that was changed last first.</summary>
    public IReadOnlyList<ChatHistory.Kept> List()
    {
        lock (gate)
        {
            return
            [
                .. Names().Select(name => (Name: name, Head: ChatHead.Of(PathOf(name), MostBytes))).Where(kept => kept.Head is not null).OrderByDescending(kept => kept.Head!.Changed)
                    .Select(kept => new ChatHistory.Kept(kept.Name, kept.Head!.Title, kept.Head.Changed.ToString("O", System.Globalization.CultureInfo.InvariantCulture))),
            ];
        }
    }

    /// <summary>Keeps a turn, in the place of the one of its number where there is one.</summary>
    /// <param name="session">The conversation.</param>
    /// <param name="turn">It.</param>
    /// <param name="now">The time.</param>
    /// <param name="isKnown">Whether it was kept before: where it is gone, it was forgotten since and stays so.</param>
    public void Keep(string session, KeptTurn turn, DateTimeOffset now, bool isKnown = false)
    {
        if (!IsName(session))
            return;
        lock (gate)
        {
            var before = ReadFile(PathOf(session));
            List<KeptTurn> turns = [.. before?.Turns ?? []];
            if (turns.FindIndex(kept => kept.Number == turn.Number) is >= 0 and var at)
                turns[at] = turn;
            else if (isKnown)
                return;
            else
                turns.Add(turn);
            while (turns.Count > MostTurns)
                turns.RemoveAt(0);
            var chat = new KeptChat(before?.Title ?? Shortened(turn.Told.Text), now, turns);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(chat, ChatJson.Default.KeptChat);
            while (bytes.Length > MostBytes && turns.Count > 1)
            {
                turns.RemoveAt(0);
                bytes = JsonSerializer.SerializeToUtf8Bytes(chat, ChatJson.Default.KeptChat);
            }

            if (bytes.Length <= MostBytes)
                Write(session, bytes);
        }
    }

    /// <summary>Forgets a conversation, or all.</summary>
    /// <param name="session">Which; null for all.</param>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public void Forget(string? session)
    {
        lock (gate)
        {
            foreach (var name in session is null ? Names() : IsName(session) ? [session] : [])
                Files.Delete(PathOf(name));
        }
    }

    private void Write(string session, byte[] bytes)
    {
        try
        {
            // The one around it says how many workspaces there are.
            Files.CreatePrivateFolder(Path.GetDirectoryName(folder)!);
            Files.CreatePrivateFolder(folder);
            Files.WriteOwnWhole(PathOf(session), stream => stream.Write(bytes));
            PrivateFolder.Restrict(PathOf(session));
            var names = Names();
            foreach (var old in names.Count <= MostChats ? [] : names.Where(name => name != session).Select(name => (name, ChatHead.Of(PathOf(name), MostBytes)?.Changed)).OrderByDescending(kept => kept.Changed).Skip(MostChats - 1))
                Files.DeleteOwn(PathOf(old.name));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A conversation goes on without being kept.
        }
    }

    private static KeptChat? ReadFile(string path)
    {
        try
        {
            var chat = Files.Exists(path) && Files.Length(path) <= MostBytes ? JsonSerializer.Deserialize(Files.ReadAllBytes(path), ChatJson.Default.KeptChat) : null;
            return chat is not null && chat.Turns.All(IsWhole) ? chat : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    // Of what is in a list nobody else looks whether it is there.
    private static bool IsWhole(KeptTurn? turn) => turn is not null && IsFull(turn.Told.About) && IsFull(turn.Told.Parts) && IsFull(turn.Near) && IsFull(turn.Blocks)
        && turn.Blocks.All(block => IsFull(block.Together) && IsFull(block.Pieces));

    private static bool IsFull<T>(IReadOnlyList<T> list)
        where T : class => !list.Contains(null!);

    private IReadOnlyList<string> Names()
    {
        try
        {
            return Files.FolderExists(folder) ? [.. Files.InFolder(folder, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path)).Where(IsName)] : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string PathOf(string session) => Path.Combine(folder, session + Extension);

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= TitleLength)
            return line;
        // Not between the halves of a letter.
        var length = char.IsHighSurrogate(line[TitleLength - 2]) ? TitleLength - 2 : TitleLength - 1;
        return line[..length].TrimEnd() + "…";
    }
}
