using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>Members of types as one line of C# a type, as far as they fit.</summary>
/// <param name="most">Tokens.</param>
/// <param name="isVisible">Whether a type can be named without its namespace where the text is to stand.</param>
internal sealed class SignatureBlock(int most, Func<INamedTypeSymbol, bool> isVisible)
{
    private const string Types = "// also types ";

    private readonly List<Line> lines = [];
    private readonly List<string> types = [];
    private readonly HashSet<ISymbol> told = new(SymbolEqualityComparer.Default);
    private readonly double letters = most * TokenEstimate.LettersPerToken;
    private double taken;

    private sealed record Line(INamedTypeSymbol Type, string Head, string End)
    {
        public List<string> Members { get; } = [];

        public List<string> Names { get; } = [];
    }

    /// <summary>How much of what it may have is taken, from 0 to 1.</summary>
    public double Fill => letters <= 0 ? 1 : taken / letters;

    /// <summary>Adds a member with its signature, or a type with its head.</summary>
    /// <returns>Whether it stands there now.</returns>
    public bool TryAdd(ISymbol symbol)
    {
        if (told.Contains(symbol))
            return true;
        var text = symbol is INamedTypeSymbol ? "" : SignatureText.Of(symbol);
        return TryTake(symbol, line => line.Members, text, 1);
    }

    /// <summary>Adds the name of a member alone, or of a type.</summary>
    /// <returns>Whether it stands there now.</returns>
    public bool TryAddName(ISymbol symbol)
    {
        if (told.Contains(symbol))
            return true;
        if (symbol is not INamedTypeSymbol && LineOf(TypeOf(symbol)) is { } line && line.Names.Contains(symbol.Name))
            return true;
        return symbol is INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } ? TryTakeType(TypeOf(symbol)) : TryTake(symbol, one => one.Names, symbol.Name, 2);
    }

    /// <summary>The lines, in the order in which their types came.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(line.Head);
            if (line.Members.Count > 0)
                text.Append(" { ").AppendJoin(' ', line.Members).Append(" }");
            else if (line.Names.Count == 0)
                text.Append(';');
            text.Append(line.End);
            if (line.Names.Count > 0)
                text.Append(" // also ").AppendJoin(", ", line.Names);
        }

        return types.Count == 0 ? text.ToString() : text.Append(text.Length == 0 ? "" : "\n").Append(Types).AppendJoin(", ", types).ToString();
    }

    private static INamedTypeSymbol TypeOf(ISymbol symbol) => symbol as INamedTypeSymbol ?? symbol.ContainingType.OriginalDefinition;

    private Line? LineOf(INamedTypeSymbol type) => lines.Find(line => SymbolEqualityComparer.Default.Equals(line.Type, type));

    // Its line, where it has one, tells it already.
    private bool TryTakeType(INamedTypeSymbol type)
    {
        var name = isVisible(type) ? type.Name : type.ToDisplayString();
        if (LineOf(type) is not null || types.Contains(name))
            return true;
        var cost = name.Length + 2 + (types.Count == 0 ? Types.Length : 0);
        if (taken + cost > letters)
            return false;
        types.Add(name);
        taken += cost;
        return true;
    }

    private bool TryTake(ISymbol symbol, Func<Line, List<string>> listOf, string text, int between)
    {
        var type = TypeOf(symbol);
        var (line, cost) = (LineOf(type), 0.0);
        if (line is null)
        {
            var outside = isVisible(type) || type.ContainingNamespace is not { IsGlobalNamespace: false } space ? "" : $"namespace {space.ToDisplayString()} {{ ";
            line = new Line(type, outside + SignatureText.HeadOf(type) + SignatureText.BasesOf(type), outside.Length == 0 ? "" : " }");
            cost = line.Head.Length + line.End.Length + 2;
        }

        if (text.Length > 0)
        {
            var isFirst = listOf(line).Count == 0;
            cost += text.Length + between + (!isFirst ? 0 : between == 1 ? 5 : 9);
        }

        if (taken + cost > letters)
            return false;
        if (LineOf(type) is null)
            lines.Add(line);
        if (text.Length > 0)
            listOf(line).Add(text);
        taken += cost;
        told.Add(symbol);
        return true;
    }
}
