using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Ends a body that runs off its end: with what it has made, with the answer that is left, or by saying that none is.</summary>
internal sealed class MissingReturnRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0161", "CS1643"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (BodyAt(fault) is not { Statements.Count: > 0 } body || fault.Model.GetEnclosingSymbol(body.OpenBraceToken.Span.End, fault.CancellationToken) is not IMethodSymbol method
            || Exits.ValueType(method) is not { } type)
            yield break;
        var last = body.Statements.Last();
        if (MadeLocal(fault, body, type) is { } made)
            yield return AtEnd(fault, body, $"return {made};", Preference.Named);
        if (last is SwitchStatementSyntax choice && choice.Sections.Count > 0 && !choice.Sections.Any(section => section.Labels.Any(label => label is DefaultSwitchLabelSyntax)))
            yield return Default(fault, choice);
        if (last is TryStatementSyntax { Catches: { Count: > 0 } catches })
        {
            var falling = catches.Where(one => fault.Model.AnalyzeControlFlow(one.Block) is { Succeeded: true, EndPointIsReachable: true }).ToList();
            if (falling.Count > 0)
                yield return new RuleRepair("Throw what was caught", Preference.Evident, [.. falling.SelectMany(one => Statements.AtEnd(fault, one.Block, ["throw;"]))]);
        }

        if (Given(method, type) is { } given)
            yield return AtEnd(fault, body, $"return {given};", Preference.Evident);
        if (Remaining(body, type) is { Value: { } value, IsOnly: var isOnly })
            yield return AtEnd(fault, body, $"return {value};", isOnly ? Preference.Evident : Preference.Possible);
        yield return AtEnd(fault, body, $"throw new {fault.NameOf("System.InvalidOperationException")}(\"{Message(method)}\");", Preference.Usual);
    }

    internal static BlockSyntax? BodyAt(Fault fault) => fault.Node.FirstAncestorOrSelf<SyntaxNode>(node =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax) switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax function => function.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    private static RuleRepair AtEnd(Fault fault, BlockSyntax body, string statement, Preference preference)
    {
        // An empty line, as people leave one after a block.
        var end = body.Statements.Last().GetLastToken();
        var isBlock = end.IsKind(SyntaxKind.CloseBraceToken) && fault.Layout.StartsLine(end.SpanStart);
        IReadOnlyList<string> lines = isBlock && !fault.Layout.IsAfterBlankLine(body.CloseBraceToken.SpanStart) ? ["", statement] : [statement];
        return new RuleRepair($"End with '{statement}'", preference, [.. Statements.AtEnd(fault, body, lines)]);
    }

    // A variable of the body's own that has the returned type, was written to, and is returned nowhere.
    private static string? MadeLocal(Fault fault, BlockSyntax body, ITypeSymbol type)
    {
        var locals = body.Statements.OfType<LocalDeclarationStatementSyntax>().SelectMany(statement => statement.Declaration.Variables).Where(variable => variable.Initializer is not null).ToList();
        var fitting = locals.Where(variable => fault.Model.GetDeclaredSymbol(variable, fault.CancellationToken) is ILocalSymbol local
            && fault.Compilation.ClassifyConversion(local.Type, type) is { IsImplicit: true } conversion && (conversion.IsIdentity || conversion.IsReference)).ToList();
        return fitting.Find(variable => variable.Identifier.ValueText is "result" or "results")?.Identifier.ValueText
            ?? (fitting.Count == 1 ? fitting[0].Identifier.ValueText : null);
    }

    // What was handed in to be handed on: the object of an extension method, or the only value of an open type.
    private static string? Given(IMethodSymbol method, ITypeSymbol type)
    {
        var same = method.Parameters.Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type)).ToList();
        return same is [var only] && (type.TypeKind == TypeKind.TypeParameter || (method.IsExtensionMethod && only.Ordinal == 0)) ? only.Name : null;
    }

    private static RuleRepair Default(Fault fault, SwitchStatementSyntax choice)
    {
        var layout = fault.Layout;
        var last = choice.Sections.Last();
        var label = layout.IndentationAt(last.SpanStart);
        var name = choice.Expression is IdentifierNameSyntax identifier && fault.SymbolOf(identifier) is IParameterSymbol ? identifier.Identifier.ValueText : null;
        var thrown = name is null ? $"new {fault.NameOf("System.InvalidOperationException")}($\"Unexpected value: {{{choice.Expression}}}\")"
            : $"new {fault.NameOf("System.ArgumentOutOfRangeException")}(nameof({name}), {name}, null)";
        var text = layout.LineEnd + label + "default:" + layout.LineEnd + label + layout.Step + $"throw {thrown};";
        return new RuleRepair("Throw for other values", Preference.Evident, fault.Insert(last.Span.End, text));
    }

    // The answer that is left when every other one was given; where several were given, it is no more than one of them.
    private static (string? Value, bool IsOnly) Remaining(BlockSyntax body, ITypeSymbol type)
    {
        var returned = body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Select(statement => statement.Expression?.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (type.SpecialType == SpecialType.System_Boolean)
            return returned.SetEquals(["true"]) ? ("false", true) : returned.SetEquals(["false"]) ? ("true", true) : (returned.Count > 0 ? "false" : null, false);
        // Null is what such a type has for no answer, whatever the others are.
        return (type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "null" : null, true);
    }

    private static string Message(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction ? $"{method.Name} has no result." : "There is no result.";
}
