using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Conversions;

/// <summary>Declares a variable, or what a private method returns, with the type of the value it is given.</summary>
internal sealed class DeclaredTypeRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0029", "CS0266"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (ConversionPlace.Of(fault).FirstOrDefault() is not { } place || place.From is IErrorTypeSymbol || place.From.IsAnonymousType || place.From.SpecialType == SpecialType.System_Void)
            yield break;
        var type = fault.NameOf(place.From);
        if (place.Value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1,
            Parent: LocalDeclarationStatementSyntax { IsConst: false } } declaration } local })
        {
            yield return new RuleRepair($"Declare '{local.Identifier.ValueText}' as '{type}'", Preference.Possible, Fault.Replace(declaration.Type, type));
            yield break;
        }

        if (place.Value.Parent is not (ReturnStatementSyntax or ArrowExpressionClauseSyntax))
            yield break;
        var owner = Declarations.BodyOwner(place.Value);
        var isPrivate = owner is LocalFunctionStatementSyntax
            || (owner is MethodDeclarationSyntax method && fault.Model.GetDeclaredSymbol(method, fault.CancellationToken)?.DeclaredAccessibility == Accessibility.Private);
        if (isPrivate && Declarations.ValueTypeOf(owner) is { } returned)
            yield return new RuleRepair($"Return '{type}'", Preference.Late, Fault.Replace(returned, type));
    }
}
