namespace Assistant.Platform;

/// <summary>An address as it may be shown.</summary>
public static class AddressText
{
    /// <summary>Its scheme, host and port: a user, a key in a query or in a path is left away.</summary>
    public static string Of(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>A text in which every address between spaces, quotes and equals signs is as it may be shown.</summary>
    public static string In(string text)
    {
        var shown = new System.Text.StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var sign)
        {
            var start = rest[..sign].LastIndexOfAny(" \"'=") + 1;
            var length = rest[start..].IndexOfAny(" \"'") is >= 0 and var end ? end : rest.Length - start;
            shown.Append(rest[..start]).Append(Uri.TryCreate(rest.Slice(start, length).ToString(), UriKind.Absolute, out var address) ? Of(address) : "(an address)");
            rest = rest[(start + length)..];
        }

        return shown.Append(rest).ToString();
    }
}
