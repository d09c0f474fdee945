using Assistant.Core.Edits;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Adds a using where the file's order and its empty lines have it.</summary>
internal static class Usings
{
    public static RuleEdit Add(Fault fault, string name)
    {
        var root = (CompilationUnitSyntax)fault.Root;
        var usings = root.Usings;
        if (usings.Count == 0 && root.Members.FirstOrDefault() is BaseNamespaceDeclarationSyntax { Usings: { Count: > 0 } inner })
            usings = inner;
        var plain = usings.Where(one => one is { Alias: null, GlobalKeyword.RawKind: 0, StaticKeyword.RawKind: 0 }).ToList();
        if (plain.Count == 0)
            return fault.Insert(0, $"using {name};{fault.Layout.LineEnd}{fault.Layout.LineEnd}");
        var indentation = fault.Layout.IndentationAt(plain[0].SpanStart);
        return plain.Find(one => IsBefore(name, one.Name!.ToString())) is { } next
            ? fault.Insert(next.SpanStart, $"using {name};{fault.Layout.LineEnd}{indentation}")
            : fault.Insert(plain[^1].Span.End, $"{fault.Layout.LineEnd}{indentation}using {name};");
    }

    /// <summary>
    /// An only using as a provider writes it, with an empty line behind it, moved above the empty line that is there already:
    /// at the head of a file, below a directive or where another empty line is left.
    /// </summary>
    /// <returns>The edits as they are where there is nothing to move.</returns>
    public static IReadOnlyList<Edit> Tidied(IReadOnlyList<Edit> edits, SourceText text)
    {
        if (edits is not [ReplaceText { Length: 0 } only] || text.Lines.GetLineFromPosition(only.Start) is not { LineNumber: > 0 } line || line.Start != only.Start || !IsBlank(text, line.LineNumber - 1)
            || only.NewText.TrimEnd() is not ['u', 's', 'i', 'n', 'g', ' ', .., ';'] written || only.NewText[written.Length..].Count(letter => letter == '\n') != 2
            || (line.LineNumber > 1 && !IsBlank(text, line.LineNumber - 2) && !text.ToString(text.Lines[line.LineNumber - 2].Span).TrimStart().StartsWith('#')))
            return edits;
        return [only with { Start = text.Lines[line.LineNumber - 1].Start, NewText = only.NewText[..(only.NewText.IndexOf('\n', StringComparison.Ordinal) + 1)] }];
    }

    private static bool IsBlank(SourceText text, int line) => text.ToString(text.Lines[line].Span).Trim().Length == 0;

    // System first, then by name.
    private static bool IsBefore(string name, string other) => IsSystem(name) != IsSystem(other) ? IsSystem(name) : string.CompareOrdinal(name, other) < 0;

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
