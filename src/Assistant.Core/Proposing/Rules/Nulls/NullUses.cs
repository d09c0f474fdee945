using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Other places where the compiler warns that the same variable may be null.</summary>
internal static class NullUses
{
    private static readonly string[] Ids = ["CS8602", "CS8603", "CS8604", "CS8629"];

    /// <summary>The places in a block, apart from that of the fault itself.</summary>
    public static IEnumerable<ExpressionSyntax> Of(Fault fault, ILocalSymbol local, BlockSyntax block) =>
        fault.Model.GetDiagnostics(block.Span, fault.CancellationToken)
            .Where(other => Ids.Contains(other.Id) && other.Location.SourceSpan != fault.Span)
            .Select(other => fault.Root.FindNode(other.Location.SourceSpan, getInnermostNodeForTie: true))
            .OfType<ExpressionSyntax>()
            .Where(use => SymbolEqualityComparer.Default.Equals(fault.SymbolOf(use), local));
}
