using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Gives a variable its first value where it is declared.</summary>
internal sealed class UnassignedLocalRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0165"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Expression is not { } use || fault.SymbolOf(use) is not ILocalSymbol local
            || fault.DeclarationOf(local) is not VariableDeclaratorSyntax { Initializer: null, Parent: VariableDeclarationSyntax { Type: var written } } declared
            || declared.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is null)
            yield break;
        var end = declared.Identifier.Span.End;
        if (local.Type.IsReferenceType && (local.NullableAnnotation == NullableAnnotation.Annotated || !fault.ChecksNull))
            yield return new RuleRepair($"Let '{local.Name}' start as null", Preference.Usual, fault.Insert(end, " = null"));
        else if (ObviousValue.Of(fault, local.Type) is { } obvious)
            yield return new RuleRepair($"Let '{local.Name}' start as {obvious}", Preference.Usual, fault.Insert(end, $" = {obvious}"));
        else if (local.Type.IsValueType)
            yield return new RuleRepair($"Let '{local.Name}' start as {(IsNullable(local.Type) ? "null" : "default")}", Preference.Usual, fault.Insert(end, IsNullable(local.Type) ? " = null" : " = default"));
        else if (local.Type.TypeKind == TypeKind.TypeParameter)
            yield return new RuleRepair($"Let '{local.Name}' start as default", Preference.Usual, fault.ChecksNull && written is not NullableTypeSyntax
                ? [fault.Insert(written.Span.End, "?"), fault.Insert(end, " = default")] : [fault.Insert(end, " = default")]);
        else if (written is not NullableTypeSyntax)
            yield return new RuleRepair($"Let '{local.Name}' start as null", Preference.Usual, fault.Insert(written.Span.End, "?"), fault.Insert(end, " = null"));
    }

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
