using System.Collections.Immutable;
using Assistant.Core.Proposing.Rules.Conversions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>A statement before the one that needs a value: a parameter is refused, another null leaves or throws.</summary>
internal sealed class GuardRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8600", "CS8601", "CS8602", "CS8603", "CS8604", "CS8629"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (NullPlace.Of(fault) is not { IsStable: true } place)
            return [];
        return place.Symbol is IParameterSymbol { RefKind: not RefKind.Out } parameter ? OfParameter(place, parameter) : OfOther(place);
    }

    private static IEnumerable<RuleRepair> OfParameter(NullPlace place, IParameterSymbol parameter)
    {
        var fault = place.Fault;
        var preference = MayBeNull(parameter) || place.IsConditional ? Preference.Possible : Preference.Evident;
        if (OwnGuard(fault) is { } own && Edits(place, parameter, [$"{own}({parameter.Name});"]) is { Length: > 0 } ours)
            yield return new RuleRepair($"Guard '{parameter.Name}' with {own}", preference, [.. ours]);
        if (fault.Compilation.GetTypeByMetadataName("System.ArgumentNullException")?.GetMembers("ThrowIfNull").IsEmpty == false)
        {
            var call = $"{fault.NameOf("System.ArgumentNullException")}.ThrowIfNull({parameter.Name});";
            if (Edits(place, parameter, [call]) is { Length: > 0 } shortest)
                yield return new RuleRepair($"Guard '{parameter.Name}' with ThrowIfNull", preference, [.. shortest]);
        }

        if (Edits(place, parameter, Guard(place, [$"throw {place.Exception};"])) is { Length: > 0 } edits)
            yield return new RuleRepair($"Guard '{parameter.Name}' with ArgumentNullException", preference, [.. edits]);
        foreach (var leaving in Leaving(place, Preference.Usual))
            yield return leaving;
    }

    /// <summary>Whether the declaration says that a caller may give null: to refuse it goes against its word.</summary>
    public static bool MayBeNull(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated || ConversionPlace.Underlying(parameter.Type) is not null;

    // What the file guards its other parameters with, where it is not the framework's.
    private static string? OwnGuard(Fault fault) => fault.Root.DescendantNodes().OfType<ExpressionStatementSyntax>()
        .Select(statement => statement.Expression as InvocationExpressionSyntax)
        .FirstOrDefault(call => call is { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax }], Expression: MemberAccessExpressionSyntax }
            && fault.SymbolOf(call) is IMethodSymbol { IsStatic: true, Parameters: [var guarded, ..], ContainingType.Name: not "ArgumentNullException" }
            && guarded.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NotNullAttribute"))?.Expression.ToString();

    private static IEnumerable<RuleRepair> OfOther(NullPlace place)
    {
        var throwing = $"throw {place.Exception};";
        var preference = place.IsConditional || place.IsDeferred ? Preference.Possible : Preference.Usual;
        if (place.CanPrecede)
            yield return new RuleRepair($"Throw when '{place.Value}' is null", preference, [.. Statements.Before(place.Fault, AllUses(place) ?? place.Statement!, Guard(place, [throwing]))]);
        else if (place is { Arrow: not null, IsDeferred: false } && Edits(place, null, Guard(place, [throwing])) is { Length: > 0 } edits)
            yield return new RuleRepair($"Throw when '{place.Value}' is null", preference, [.. edits]);
        foreach (var leaving in Leaving(place, Preference.Evident))
            yield return leaving;
    }

    // The statement behind the variable's declaration, where one guard serves several uses.
    private static StatementSyntax? AllUses(NullPlace place)
    {
        if (place.Symbol is not ILocalSymbol local || place.Fault.DeclarationOf(local)?.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Parent: BlockSyntax block } declaration)
            return null;
        var next = block.Statements.ElementAtOrDefault(block.Statements.IndexOf(declaration) + 1);
        var isWritten = block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == local.Name);
        return next is null || isWritten || !NullUses.Of(place.Fault, local, block).Any(use => !place.Statement!.Span.Contains(use.Span)) ? null : next;
    }

    private static IEnumerable<RuleRepair> Leaving(NullPlace place, Preference preference)
    {
        if (!place.CanPrecede || place.IsConditional || place.IsDeferred)
            yield break;
        foreach (var exit in Exits.From(place.Fault, place.Statement!))
            yield return Before(place, exit.Statements, $"Leave with '{exit.Text}' when '{place.Value}' is null", exit.IsEvident ? preference : Preference.Possible);
    }

    private static RuleRepair Before(NullPlace place, IReadOnlyList<string> exit, string title, Preference preference) =>
        new(title, preference, [.. Statements.Before(place.Fault, place.Statement!, Guard(place, exit))]);

    private static IReadOnlyList<string> Guard(NullPlace place, IReadOnlyList<string> exit) =>
        place.Fault.Habits.If($"{place.Value} {place.Fault.Habits.NullTest}", place.Fault.Layout.Step, exit);

    // At the start of the body where that cannot be felt before the value is needed, else right before.
    private static RuleEdit[] Edits(NullPlace place, IParameterSymbol? parameter, IReadOnlyList<string> lines)
    {
        var fault = place.Fault;
        if (place is { Arrow: { } arrow, IsDeferred: false })
            return Statements.InBlock(fault, arrow, fault.Model.GetEnclosingSymbol(arrow.SpanStart, fault.CancellationToken) is IMethodSymbol { ReturnsVoid: false } method && !Exits.IsTaskOnly(method), lines);
        if (!place.CanPrecede)
            return [];
        if (parameter is not null && place.Statement!.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax } body
            && body.Statements.TakeWhile(statement => statement != place.Statement).All(statement => IsIndifferent(statement, parameter.Name)))
            return Statements.AtStart(fault, body, lines);
        return Statements.Before(fault, place.Statement!, lines);
    }

    // Does not leave early, and does not speak of the parameter.
    private static bool IsIndifferent(StatementSyntax statement, string parameter) => !statement.DescendantNodesAndSelf().Any(node =>
        node is ReturnStatementSyntax or YieldStatementSyntax or AwaitExpressionSyntax || (node is IdentifierNameSyntax name && name.Identifier.ValueText == parameter));
}
