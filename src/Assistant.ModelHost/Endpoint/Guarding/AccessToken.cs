using System.Security.Cryptography;
using System.Text;

namespace Assistant.ModelHost.Endpoint.Guarding;

/// <summary>What a client on TCP must show: random at each start, and never stored.</summary>
internal sealed class AccessToken
{
    private const int RandomBytes = 32;
    private const string Scheme = "Bearer ";

    private readonly byte[] expected;

    public AccessToken()
    {
        Text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        expected = Encoding.ASCII.GetBytes(Scheme + Text);
    }

    /// <summary>The token.</summary>
    public string Text { get; }

    /// <summary>Whether the value of an Authorization header shows it. The time does not depend on which characters are wrong.</summary>
    public bool IsShown(string? header) => header is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), expected);
}
