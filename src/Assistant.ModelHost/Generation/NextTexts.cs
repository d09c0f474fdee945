using System.Text;
using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>
/// Texts one of which must come first: the members a compiler knows, say. Where a text ends as a name does, the name must end
/// there, too: <c>Count</c> does not allow <c>Counter</c>. Behind that, anything may come.
/// </summary>
internal sealed class NextTexts
{
    /// <summary>UTF-16 units of all texts together: so many are looked through for each token until one of them is written.</summary>
    public const int MostCharacters = 64 << 10;

    private readonly ITokenizer tokenizer;
    private readonly TokenIndex index;
    private readonly List<byte> written = [];
    private List<byte[]> open;

    /// <summary>Begins with none of the texts written.</summary>
    /// <param name="tokenizer">The model's tokens.</param>
    /// <param name="index">The same tokens, sorted.</param>
    /// <param name="texts">The texts; none of them is empty.</param>
    public NextTexts(ITokenizer tokenizer, TokenIndex index, IReadOnlyList<string> texts)
    {
        this.tokenizer = tokenizer;
        this.index = index;
        open = [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Whether anything may come now.</summary>
    public bool IsPast { get; private set; }

    /// <summary>The tokens that may come next, in no order.</summary>
    public IReadOnlyList<int> Allowed()
    {
        var allowed = new HashSet<int>();
        foreach (var text in open)
        {
            var rest = text.AsSpan(written.Count);
            for (var length = 1; length <= rest.Length; length++)
            {
                foreach (var token in index.Exactly(rest[..length]))
                    allowed.Add(token);
            }

            foreach (var token in rest.IsEmpty ? [] : index.BeginningWith(rest))
            {
                if (tokenizer.Bytes(token) is var bytes && bytes.Length > rest.Length && !(IsName(rest[^1]) && IsName(bytes[rest.Length])))
                    allowed.Add(token);
            }
        }

        if (open.Exists(text => text.Length == written.Count))
            allowed.UnionWith(Enumerable.Range(0, tokenizer.Count).Where(token => tokenizer.IsEnd(token) || (tokenizer.Bytes(token) is [var first, ..] && !IsName(first))));
        return [.. allowed];
    }

    /// <summary>Goes on with a token that is allowed.</summary>
    public void Accept(int token)
    {
        var bytes = tokenizer.Bytes(token).ToArray();
        byte[] before = [.. written];
        written.AddRange(bytes);
        open = [.. open.Where(text => written.Count <= text.Length && text.AsSpan(before.Length).StartsWith(bytes))];
        // A text that does not end in a name is past as soon as it is there.
        IsPast = open.Count == 0 || open.Exists(text => text.Length == written.Count && !IsName(text[^1]));
    }

    private static bool IsName(byte value) => value is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' or (byte)'_' or >= 0x80;
}
