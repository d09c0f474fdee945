using System.Text;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>
/// Members of types as one line of C# a type, as far as they fit; a type of which names alone are told is a line <c>// Type: names</c>.
/// Signatures are added before names.
/// </summary>
/// <param name="most">Tokens.</param>
/// <param name="isVisible">Whether a type can be named without its namespace where the text is to stand.</param>
internal sealed class SignatureBlock(int most, Func<INamedTypeSymbol, bool> isVisible)
{
    private const string Types = "// also types ";
    private const string Also = " // also ";

    private readonly List<Line> lines = [];
    private readonly List<string> types = [];
    private readonly HashSet<ISymbol> told = new(SymbolEqualityComparer.Default);
    private readonly double letters = most * TokenEstimate.LettersPerToken;
    private double taken;

    private sealed record Line(INamedTypeSymbol Type, string Head, string End, string Between)
    {
        public List<string> Members { get; } = [];

        public HashSet<string> Overloaded { get; } = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];
    }

    /// <summary>How much of what it may have is taken, from 0 to 1.</summary>
    public double Fill => letters <= 0 ? 1 : taken / letters;

    /// <summary>Adds a member with its signature, or a type with its head. Of a library's overloads the first stands for all.</summary>
    /// <returns>Whether it stands there now.</returns>
    public bool TryAdd(ISymbol symbol)
    {
        if (told.Contains(symbol) || (symbol is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true } && LineOf(TypeOf(symbol)) is { } line && line.Overloaded.Contains(symbol.Name)))
            return true;
        if (symbol is INamedTypeSymbol)
            return TryTake(symbol, one => one.Members, "", 1);
        if (!TryTake(symbol, one => one.Members, SignatureText.Of(symbol), 1))
            return false;
        LineOf(TypeOf(symbol))!.Overloaded.Add(symbol.Name);
        return true;
    }

    /// <summary>Adds the name of a member alone, or of a type.</summary>
    /// <returns>Whether it stands there now.</returns>
    public bool TryAddName(ISymbol symbol)
    {
        if (told.Contains(symbol))
            return true;
        if (symbol is not INamedTypeSymbol && LineOf(TypeOf(symbol)) is { } line && (line.Names.Contains(symbol.Name) || line.Overloaded.Contains(symbol.Name)))
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
                text.Append(line.Between).AppendJoin(", ", line.Names);
        }

        return types.Count == 0 ? text.ToString() : text.Append(text.Length == 0 ? "" : "\n").Append(Types).AppendJoin(", ", types).ToString();
    }

    private static INamedTypeSymbol TypeOf(ISymbol symbol) => symbol as INamedTypeSymbol ?? symbol.ContainingType.OriginalDefinition;

    private Line? LineOf(INamedTypeSymbol type) => lines.Find(line => SymbolEqualityComparer.Default.Equals(line.Type, type));

    private Line Declared(INamedTypeSymbol type)
    {
        var outside = isVisible(type) || type.ContainingNamespace is not { IsGlobalNamespace: false } space ? "" : $"namespace {space.ToDisplayString()} {{ ";
        return new Line(type, outside + SignatureText.HeadOf(type) + SignatureText.BasesOf(type), outside.Length == 0 ? "" : " }", Also);
    }

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
            line = between == 1 ? Declared(type) : new Line(type, $"// {(isVisible(type) ? type.Name : type.ToDisplayString())}", "", ": ");
            cost = line.Head.Length + line.End.Length + 2;
        }

        if (text.Length > 0)
        {
            var isFirst = listOf(line).Count == 0;
            cost += text.Length + between + (!isFirst ? 0 : between == 1 ? 5 : line.Between.Length);
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
