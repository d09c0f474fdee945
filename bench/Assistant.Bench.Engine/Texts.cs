using System.Globalization;
using System.Text;
using Assistant.ModelHost.Engine;

namespace Assistant.Bench.Engine;

/// <summary>Text like C# of so many tokens. All shapes have the same vocabulary, so one tokenizer counts for all.</summary>
/// <param name="tokenizer">It.</param>
internal sealed class Texts(ITokenizer tokenizer)
{
    private static readonly string[] Names = ["Order", "Customer", "Total", "Lines", "Number", "Price", "Quantity", "Store", "Clock", "Product", "Count", "Saved"];
    private static readonly string[] Types = ["int", "decimal", "string", "bool", "Order?", "IReadOnlyList<OrderLine>"];

    /// <summary>Text of at most so many tokens, and hardly fewer; another number gives another text from its first line on.</summary>
    public string Of(int tokens, int number)
    {
        var random = new Random(number);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"public sealed class {Pick(random, Names)}{number}\n{{\n");
        while (Count(text.ToString()) < tokens)
        {
            for (var line = 0; line < 8; line++)
            {
                text.Append(CultureInfo.InvariantCulture, $"    public {Pick(random, Types)} {Pick(random, Names)}{random.Next(1000)}({Pick(random, Types)} {Pick(random, Names)}) =>");
                text.Append(CultureInfo.InvariantCulture, $" {Pick(random, Names)}.{Pick(random, Names)}({random.Next(100)}) + {Pick(random, Names)};\n");
            }
        }

        // A shorter text has no more tokens, but for the last word.
        var (low, high) = (0, text.Length);
        var whole = text.ToString();
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Count(whole[..middle]) <= tokens ? (middle, high) : (low, middle - 1);
        }

        return whole[..low];
    }

    /// <summary>The tokens of a text.</summary>
    public int[] Tokens(string text) => [.. tokenizer.Tokenize(text)];

    private int Count(string text) => tokenizer.Tokenize(text).Count;

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
