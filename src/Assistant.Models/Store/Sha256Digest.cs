using System.Security.Cryptography;

namespace Assistant.Models.Store;

/// <summary>
/// A SHA-256 digest. Text that comes from files and servers becomes one only through <see cref="TryParse"/>, and only a digest goes
/// into a path: sixty-four hexadecimal digits lead nowhere else (CVE-2024-37032 was a digest that was a path).
/// </summary>
public sealed record Sha256Digest
{
    private const int Digits = 2 * SHA256.HashSizeInBytes;
    private const int Step = 1 << 20;

    private Sha256Digest(string hex) => Hex = hex;

    /// <summary>Sixty-four lower-case hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>Reads a digest: sixty-four hexadecimal digits of either case, with or without <c>sha256:</c> or <c>sha256-</c> in front.</summary>
    /// <param name="text">The text, from wherever.</param>
    /// <returns>Null when it is anything else.</returns>
    public static Sha256Digest? TryParse(string? text)
    {
        if (text is null)
            return null;
        var digits = text.StartsWith("sha256:", StringComparison.Ordinal) || text.StartsWith("sha256-", StringComparison.Ordinal) ? text[7..] : text;
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit) ? new Sha256Digest(digits.ToLowerInvariant()) : null;
    }

    /// <summary>The digest of a stream from its beginning, which must be one that can be sought in.</summary>
    /// <param name="stream">Read to its end; where it stands afterwards is left open.</param>
    /// <param name="progress">Told the bytes that have been read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<Sha256Digest> OfAsync(Stream stream, IProgress<long> progress, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[Step];
        long read = 0;
        while (await stream.ReadAsync(bytes, cancellationToken) is > 0 and var count)
        {
            hash.AppendData(bytes, 0, count);
            read += count;
            progress.Report(read);
        }

        return new Sha256Digest(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
