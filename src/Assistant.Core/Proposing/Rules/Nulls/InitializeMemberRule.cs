using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules.Nulls;

/// <summary>Gives a member its first value: from the constructor's parameter of its name, from the caller, or the empty one.</summary>
internal sealed class InitializeMemberRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS8618"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (UninitializedMember.Find(fault) is not { } member)
            yield break;
        if (FromParameter(fault, member) is { } assigned)
            yield return assigned;
        if (fault.Compilation.GetSemanticModel(member.Node.SyntaxTree).GetDeclaredSymbol(member.Node, fault.CancellationToken) is not { } symbol)
            yield break;
        var type = (symbol as IPropertySymbol)?.Type ?? (symbol as IFieldSymbol)?.Type;
        var end = new TextSpan(member.Node.Span.End, 0);
        var ending = member.Node is PropertyDeclarationSyntax ? ";" : "";
        if (type is not null && ObviousValue.EmptyCollection(fault, type) is { } empty)
            yield return new RuleRepair($"Let '{member.Name}' start empty", Preference.Evident, new RuleEdit(member.Node.SyntaxTree, end, $" = {empty}{ending}"));
        // Options are filled by a binder, which knows nothing of 'required'.
        var isBound = symbol.ContainingType.Name.EndsWith("Options", StringComparison.Ordinal) || symbol.ContainingType.Name.EndsWith("Settings", StringComparison.Ordinal);
        if (member.Node is PropertyDeclarationSyntax property && CanBeRequired(property, symbol))
            yield return new RuleRepair($"Make '{member.Name}' required", isBound ? Preference.Possible : Preference.Evident, new RuleEdit(property.SyntaxTree, new(property.Type.SpanStart, 0), "required "));
        if (type?.SpecialType == SpecialType.System_String)
            yield return new RuleRepair($"Let '{member.Name}' start as {fault.Habits.EmptyText}", Preference.Usual, new RuleEdit(member.Node.SyntaxTree, end, $" = {fault.Habits.EmptyText}{ending}"));
    }

    private static bool CanBeRequired(PropertyDeclarationSyntax property, ISymbol symbol) =>
        ((CSharpParseOptions)property.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp11
        && symbol is IPropertySymbol { IsStatic: false, SetMethod: { } setter }
        && symbol.DeclaredAccessibility >= symbol.ContainingType.DeclaredAccessibility && setter.DeclaredAccessibility >= symbol.ContainingType.DeclaredAccessibility
        && property.AccessorList?.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) == true;

    // A parameter of the member's name is there to be kept.
    private static RuleRepair? FromParameter(Fault fault, UninitializedMember.MemberDeclaration member)
    {
        if (fault.Node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { Body: { } body } constructor)
            return null;
        var plain = member.Name.TrimStart('_');
        var parameter = constructor.ParameterList.Parameters.FirstOrDefault(candidate => string.Equals(candidate.Identifier.ValueText, plain, StringComparison.OrdinalIgnoreCase));
        if (parameter is null)
            return null;
        var target = parameter.Identifier.ValueText == member.Name ? "this." + member.Name : member.Name;
        return new RuleRepair($"Assign '{parameter.Identifier.ValueText}' to '{member.Name}'", Preference.Named, [.. Statements.AtEnd(fault, body, [$"{target} = {parameter.Identifier.ValueText};"])]);
    }
}
