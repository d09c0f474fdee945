using System.Globalization;
using System.Text;
using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>
/// Tokens written as their numbers: <c>17 4711 </c>. The text of random weights is made of tokens that stand for nothing, so that
/// it would not come back as the same tokens; so it does.
/// </summary>
/// <param name="count">How many there are.</param>
internal sealed class NumberTokenizer(int count) : ITokenizer
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int? Beginning => null;

    /// <inheritdoc/>
    public bool IsEnd(int token) => false;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Bytes(int token) => Encoding.ASCII.GetBytes(token.ToString(CultureInfo.InvariantCulture) + " ");

    /// <inheritdoc/>
    public int? Control(string text) => null;

    /// <inheritdoc/>
    public IReadOnlyList<int> Tokenize(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
}
