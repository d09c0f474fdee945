using System.Buffers;
using System.Text;
using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Native;

/// <summary>The tokens of a model loaded by llama.cpp. It is pure after it is made.</summary>
internal sealed unsafe class LlamaTokenizer : ITokenizer
{
    // LLAMA_TOKEN_ATTR_CONTROL and LLAMA_TOKEN_ATTR_USER_DEFINED of llama.h.
    private const int ControlAttribute = 1 << 3;
    private const int UserDefinedAttribute = 1 << 4;
    private const int LongestPiece = 512;

    /// <summary>Characters of one kind in a row that are given to the library at once; no word of a program is longer.</summary>
    private const int LongestRun = 1024;

    private readonly nint vocabulary;
    private readonly byte[] bytes;
    private readonly int[] starts;
    private readonly HashSet<int> ends = [];
    private readonly Dictionary<string, int> controls = new(StringComparer.Ordinal);
    private readonly SearchValues<string> spelled;

    public LlamaTokenizer(nint vocabulary)
    {
        this.vocabulary = vocabulary;
        Count = Llama.llama_vocab_n_tokens(vocabulary);
        var beginning = Llama.llama_vocab_bos(vocabulary);
        Beginning = Llama.llama_vocab_get_add_bos(vocabulary) != 0 && beginning >= 0 ? beginning : null;
        starts = new int[Count + 1];
        var all = new ArrayBufferWriter<byte>(Count * 6);
        for (var token = 0; token < Count; token++)
        {
            starts[token] = all.WrittenCount;
            if (Llama.llama_vocab_is_eog(vocabulary, token) != 0)
                ends.Add(token);
            var attributes = Llama.llama_vocab_get_attr(vocabulary, token);
            var piece = Piece(token);
            // Some vocabularies define runs of spaces as tokens of the user: they are text like any other.
            if ((attributes & ControlAttribute) != 0 || ((attributes & UserDefinedAttribute) != 0 && piece.AsSpan().ContainsAnyExcept((byte)' ', (byte)'\n', (byte)'\t')))
                controls.TryAdd(Encoding.UTF8.GetString(piece), token);
            else
                all.Write(piece);
        }

        starts[Count] = all.WrittenCount;
        bytes = all.WrittenSpan.ToArray();
        spelled = SearchValues.Create([.. controls.Keys.Where(text => text.Length > 0)], StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int? Beginning { get; }

    /// <inheritdoc/>
    public bool IsEnd(int token) => ends.Contains(token);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int token) => bytes.AsSpan(starts[token]..starts[token + 1]);

    /// <inheritdoc/>
    public int? Control(string text) => controls.TryGetValue(text, out var token) ? token : null;

    /// <inheritdoc/>
    public IReadOnlyList<int> Tokenize(string text)
    {
        // llama.cpp sees tokens that a vocabulary marks as the user's even when it is told not to. What is cut in two is seen by nobody.
        var tokens = new List<int>(text.Length / 3);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(spelled) is var at and >= 0)
        {
            var cut = at + (char.IsHighSurrogate(rest[at]) ? 2 : 1);
            AppendByRuns(rest[..cut], tokens);
            rest = rest[cut..];
        }

        AppendByRuns(rest, tokens);
        return tokens;
    }

    // Some vocabularies cut words by std::regex, which goes one level deeper on its stack for each character of a word.
    private void AppendByRuns(ReadOnlySpan<char> text, List<int> tokens)
    {
        var (start, run) = (0, 0);
        for (var at = 1; at < text.Length; at++)
        {
            run = Kind(text[at]) == Kind(text[at - 1]) ? run + 1 : 0;
            if (run < LongestRun || char.IsLowSurrogate(text[at]))
                continue;
            Append(text[start..at], tokens);
            (start, run) = (at, 0);
        }

        Append(text[start..], tokens);
    }

    private static int Kind(char letter) => char.IsWhiteSpace(letter) ? 0 : char.IsLetter(letter) || char.IsSurrogate(letter) ? 1 : char.IsDigit(letter) ? 2 : 3;

    private void Append(ReadOnlySpan<char> text, List<int> tokens)
    {
        if (text.IsEmpty)
            return;
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        // No text has more tokens than bytes, but for one that a vocabulary may put in front.
        var buffer = new int[utf8.Length + 1];
        fixed (byte* source = utf8)
        fixed (int* target = buffer)
        {
            var count = Llama.llama_tokenize(vocabulary, source, utf8.Length, target, buffer.Length, addSpecial: 0, parseSpecial: 0);
            tokens.AddRange(count >= 0 ? buffer.AsSpan(0, count) : throw new InvalidOperationException("a text has more tokens than bytes"));
        }
    }

    private byte[] Piece(int token)
    {
        var buffer = stackalloc byte[LongestPiece];
        var length = Llama.llama_token_to_piece(vocabulary, token, buffer, LongestPiece, stripLeft: 0, special: 1);
        if (length >= 0)
            return new ReadOnlySpan<byte>(buffer, length).ToArray();
        var longer = new byte[-length];
        fixed (byte* target = longer)
            return Llama.llama_token_to_piece(vocabulary, token, target, longer.Length, stripLeft: 0, special: 1) == longer.Length ? longer : [];
    }
}
