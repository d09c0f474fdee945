namespace Assistant.Server.Documents;

/// <summary>The words that the protocol has for <see cref="PositionEncoding"/>.</summary>
internal static class PositionEncodings
{
    /// <summary>The first of the client's wishes that is known here.</summary>
    /// <param name="wishes">Null when the client has none.</param>
    public static PositionEncoding Choose(IEnumerable<string>? wishes)
    {
        foreach (var wish in wishes ?? [])
        {
            if (wish == NameOf(PositionEncoding.Utf16))
                return PositionEncoding.Utf16;
            if (wish == NameOf(PositionEncoding.Utf8))
                return PositionEncoding.Utf8;
        }

        return PositionEncoding.Utf16;
    }

    /// <summary>What the protocol calls it.</summary>
    public static string NameOf(PositionEncoding encoding) => encoding == PositionEncoding.Utf8 ? "utf-8" : "utf-16";
}
