using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Adds a using where the file's order has it.</summary>
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

    // System first, then by name.
    private static bool IsBefore(string name, string other) => IsSystem(name) != IsSystem(other) ? IsSystem(name) : string.CompareOrdinal(name, other) < 0;

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
