using Assistant.Protocol.Types;

namespace Assistant.Server.Documents;

/// <summary>An open document at one version. It never changes: a change gives another one.</summary>
internal sealed class OpenText
{
    /// <summary>What an editor may open here, in UTF-16 units: 4 Mi. What is longer is known by its name alone.</summary>
    public const int MostLength = 4 << 20;

    private TextLines? lines;

    private OpenText(string uri, int version, string? text)
    {
        Uri = uri;
        Version = version;
        Text = text;
    }

    /// <summary>As the client wrote it.</summary>
    public string Uri { get; }

    /// <summary>The client's.</summary>
    public int Version { get; }

    /// <summary>All of it, or null when it is, or once was, longer than <see cref="MostLength"/>.</summary>
    public string? Text { get; }

    /// <summary>A document as it was opened.</summary>
    public static OpenText Of(TextDocumentItem item) => new(item.Uri, item.Version, Bounded(item.Text));

    /// <summary>A document of which only the name is known.</summary>
    public static OpenText Unknown(string uri) => new(uri, 0, null);

    /// <summary>Where places are. Asked only of a document with a text.</summary>
    public TextLines Lines(PositionEncoding encoding) => lines ??= new TextLines(Text!, encoding);

    /// <summary>The document after changes that each stand on what the one before it left.</summary>
    /// <param name="version">The client's; null leaves it.</param>
    /// <param name="changes">What the client says.</param>
    /// <param name="encoding">How it counts.</param>
    public OpenText With(int? version, IReadOnlyList<ContentChange> changes, PositionEncoding encoding)
    {
        var text = Text;
        var place = lines;
        foreach (var change in changes)
        {
            if (change.Range is not { } range)
            {
                text = Bounded(change.Text);
            }
            else if (text is not null)
            {
                place ??= new TextLines(text, encoding);
                var (one, other) = (place.OffsetOf(range.Start), place.OffsetOf(range.End));
                text = Bounded(string.Concat(text.AsSpan(0, Math.Min(one, other)), change.Text, text.AsSpan(Math.Max(one, other))));
            }

            place = null;
        }

        return new OpenText(Uri, version ?? Version, text);
    }

    private static string? Bounded(string text) => text.Length > MostLength ? null : text;
}
