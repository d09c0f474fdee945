using System.Security.Cryptography;
using System.Text;
using Assistant.Platform;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// Evaluated prompts of one model on disk. A file is: what it is for and its version (8 bytes), SHA-256 of all that follows
/// (32), identity of model and engine (32), number of tokens (4), the tokens (4 each), length of the state (8), the state.
/// Numbers are little endian. llama.cpp ends the process when a state is cut off, so nothing of a file is used that is not
/// whole: its length must be what its numbers say, and its digest must be right.
/// </summary>
internal sealed class PromptStore
{
    /// <summary>Prompts stored for a model.</summary>
    public const int Most = 4;

    /// <summary>Bytes of all files together: about ten prompts of two thousand tokens of a 4B model.</summary>
    private const long UsualMostBytes = 3L << 30;

    private const int HeadLength = 8 + 32 + 32 + 4;
    private const int MostTokens = 1 << 20;
    private const string Ending = ".prompt";

    private static readonly byte[] Magic = "ASTPRM01"u8.ToArray();

    private readonly string folder;
    private readonly byte[] identity;
    private readonly long mostBytes;
    private readonly List<StoredPrompt> prompts = [];

    private PromptStore(string folder, byte[] identity, long mostBytes)
    {
        this.mostBytes = mostBytes;
        this.folder = folder;
        this.identity = identity;
    }

    /// <summary>What is stored and was not taken.</summary>
    public IReadOnlyList<StoredPrompt> Prompts => prompts;

    /// <summary>Looks what is stored for a model. Files that are none, or for another model or engine, are left out.</summary>
    /// <param name="folder">The folder of this program; made when it is needed.</param>
    /// <param name="model">What tells the model file from any other.</param>
    /// <param name="engine">Name and version of the engine, and how its context is made.</param>
    /// <param name="mostBytes">Bytes of all files together.</param>
    public static PromptStore Open(string folder, string model, string engine, long mostBytes = UsualMostBytes)
    {
        var store = new PromptStore(folder, SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{engine}")), mostBytes);
        foreach (var path in store.Paths())
        {
            if (store.TokensOf(path) is { } tokens)
                store.prompts.Add(new StoredPrompt(path, tokens));
        }

        return store;
    }

    /// <summary>Takes a prompt's state out of the store; null when its file is not whole, and then it is deleted.</summary>
    public byte[]? Take(StoredPrompt prompt)
    {
        prompts.Remove(prompt);
        try
        {
            using var stream = Files.OpenRead(prompt.Path);
            if (Head(stream, out var digest) is { } tokens && tokens.AsSpan().SequenceEqual(prompt.Tokens))
            {
                var state = new byte[stream.Length - stream.Position];
                stream.ReadExactly(state);
                if (digest.AsSpan().SequenceEqual(Digest(tokens, state)))
                    return state;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // As good as not stored.
        }

        Files.DeleteOwn(prompt.Path);
        return null;
    }

    /// <summary>Stores a prompt. What cannot be stored, on a full disk say, is not: it would only be read again.</summary>
    public void Put(int[] tokens, byte[] state)
    {
        if (state.Length == 0 || tokens.Length > MostTokens)
            return;
        var digest = Digest(tokens, state);
        var path = Path.Combine(folder, $"{Convert.ToHexString(identity, 0, 8)}-{Convert.ToHexString(digest, 0, 16)}{Ending}");
        try
        {
            Files.CreatePrivateFolder(folder);
            Files.WriteOwnWhole(path, stream =>
            {
                stream.Write(Magic);
                stream.Write(digest);
                stream.Write(identity);
                WriteBody(stream, tokens, state);
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return;
        }

        prompts.RemoveAll(prompt => prompt.Path == path);
        prompts.Add(new StoredPrompt(path, tokens));
        Prune();
    }

    // The files of this model, the oldest first.
    private IEnumerable<string> Paths() => Files.InFolder(folder, $"{Convert.ToHexString(identity, 0, 8)}-*{Ending}").OrderBy(Files.LastWriteTimeUtc);

    // The oldest go: of this model's beyond so many, of all beyond so many bytes.
    private void Prune()
    {
        // What was taken is in a context, and its file stays until it is stored again or is too old.
        foreach (var old in Paths().SkipLast(Most))
        {
            Files.DeleteOwn(old);
            prompts.RemoveAll(prompt => prompt.Path == old);
        }

        // What a host that was ended while it wrote left behind.
        foreach (var path in Files.InFolder(folder, $"*{Ending}.*"))
            Files.DeleteOwn(path);
        var bytes = 0L;
        foreach (var path in Files.InFolder(folder, "*" + Ending).OrderByDescending(Files.LastWriteTimeUtc))
        {
            bytes += Math.Max(0, Files.Length(path));
            if (bytes > mostBytes)
                Files.DeleteOwn(path);
        }
    }

    private int[]? TokensOf(string path)
    {
        try
        {
            using var stream = Files.OpenRead(path);
            return Head(stream, out _);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Reads to where the state begins; null when the file is none of this model, or its length is not what it says.
    private int[]? Head(Stream stream, out byte[] digest)
    {
        digest = [];
        var head = new byte[HeadLength];
        if (stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength
            || !head.AsSpan(0, 8).SequenceEqual(Magic)
            || !head.AsSpan(40, 32).SequenceEqual(identity))
        {
            return null;
        }

        digest = head[8..40];
        var count = BitConverter.ToInt32(head, 72);
        if (count is <= 0 or > MostTokens || stream.Length < HeadLength + count * 4L + 8)
            return null;
        var rest = new byte[count * 4 + 8];
        stream.ReadExactly(rest);
        var tokens = new int[count];
        Buffer.BlockCopy(rest, 0, tokens, 0, count * 4);
        var length = BitConverter.ToInt64(rest, count * 4);
        return length is > 0 and <= int.MaxValue && stream.Length - stream.Position == length ? tokens : null;
    }

    private byte[] Digest(int[] tokens, byte[] state)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            stream.Write(identity);
            WriteBody(stream, tokens, state);
        }

        return hash.Hash!;
    }

    private static void WriteBody(Stream stream, int[] tokens, byte[] state)
    {
        var packed = new byte[tokens.Length * 4];
        Buffer.BlockCopy(tokens, 0, packed, 0, packed.Length);
        stream.Write(BitConverter.GetBytes(tokens.Length));
        stream.Write(packed);
        stream.Write(BitConverter.GetBytes((long)state.Length));
        stream.Write(state);
    }
}
