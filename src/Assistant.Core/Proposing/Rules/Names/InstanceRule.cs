using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Names;

/// <summary>Gives a member the object it needs: one that is at hand, or none because it needs none, or that of the caller.</summary>
internal sealed class InstanceRule : IRepairRule
{
    // A place that sees more objects of the type than these says nothing of which is meant.
    private const int MostObjects = 3;

    public ImmutableArray<string> Ids => ["CS0120"];

    public IEnumerable<RuleRepair> Propose(Fault fault)
    {
        if (fault.Expression is not { } place || MemberOf(fault, place) is not { } member)
            yield break;
        var name = place is MemberAccessExpressionSyntax written ? written.Name : place as SimpleNameSyntax;
        if (name is null)
            yield break;
        var receiver = (name.Parent as MemberAccessExpressionSyntax)?.Name == name ? ((MemberAccessExpressionSyntax)name.Parent!).Expression : null;
        // The only one is meant; of several any may be.
        var objects = ObjectsOf(fault, member.ContainingType, name.SpanStart);
        foreach (var at in objects)
            yield return new RuleRepair($"Use '{at}'", objects.Count == 1 ? Preference.Evident : Preference.Possible,
                receiver is null ? fault.Insert(name.SpanStart, at + ".") : fault.Replace(receiver.Span, at));

        if (fault.DeclarationOf(member) is { } declaration && NeedsNoObject(fault, declaration) && MadeStatic(declaration) is { } made)
            yield return new RuleRepair($"Make '{member.Name}' static", member is IMethodSymbol ? Preference.Usual : Preference.Possible, made);
        if (receiver is not null)
            yield break;
        var caller = place.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax) is { } owner
            && ModifiersOf(owner) is { } modifiers && modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.StaticKeyword)) is { RawKind: not 0 } word
            ? (Owner: owner, Word: word) : default;
        if (caller.Owner is not null && fault.Model.GetDeclaredSymbol(caller.Owner, fault.CancellationToken) is { Name: not "Main" } calling)
            yield return new RuleRepair($"Make '{calling.Name}' an instance member", Preference.Usual,
                fault.Replace(new(caller.Word.SpanStart, caller.Word.GetNextToken().SpanStart - caller.Word.SpanStart), ""));
        if (member.ContainingType is { IsAbstract: false } type && type.InstanceConstructors.Any(made => made.Parameters.IsEmpty) && member is IMethodSymbol)
            yield return new RuleRepair($"Use a new '{type.Name}'", Preference.Possible, fault.Insert(name.SpanStart, $"new {fault.NameOf(type)}()."));
    }

    private static ISymbol? MemberOf(Fault fault, ExpressionSyntax place)
    {
        var found = fault.Model.GetSymbolInfo(place, fault.CancellationToken);
        return (found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) is { IsStatic: false, ContainingType: not null } member ? member : null;
    }

    private static List<string> ObjectsOf(Fault fault, INamedTypeSymbol type, int position)
    {
        var isStatic = fault.Model.GetEnclosingSymbol(position, fault.CancellationToken)?.IsStatic == true;
        var objects = fault.Model.LookupSymbols(position)
            .Where(symbol => symbol switch
            {
                ILocalSymbol local => local.DeclaringSyntaxReferences.Any(where => where.Span.End < position) && Fits(local.Type, type),
                IParameterSymbol parameter => Fits(parameter.Type, type),
                IFieldSymbol field => field.IsStatic | !isStatic && Fits(field.Type, type),
                IPropertySymbol property => property.IsStatic | !isStatic && property.Parameters.IsEmpty && Fits(property.Type, type),
                _ => false,
            })
            .Select(symbol => symbol.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return objects.Count <= MostObjects ? objects : [];
    }

    private static bool Fits(ITypeSymbol type, INamedTypeSymbol wanted)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, wanted.OriginalDefinition))
                return true;
        }

        return false;
    }

    // Reads nothing of 'this': neither a word for it nor a member of the type that needs an object.
    private static bool NeedsNoObject(Fault fault, SyntaxNode declaration)
    {
        // What can change is each object's own.
        if (declaration is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field })
            return field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && field.Modifiers.All(modifier => !modifier.IsKind(SyntaxKind.PublicKeyword));
        if (declaration is not (MethodDeclarationSyntax or PropertyDeclarationSyntax { AccessorList: null }) || declaration.SyntaxTree != fault.Model.SyntaxTree)
            return false;
        return !declaration.DescendantNodes().Any(node => node is ThisExpressionSyntax or BaseExpressionSyntax
            || (node is SimpleNameSyntax { Parent: not MemberAccessExpressionSyntax } or SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax } }
                && fault.SymbolOf((SimpleNameSyntax)node) is { IsStatic: false, Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Method or SymbolKind.Event } used
                && (node.Parent is not MemberAccessExpressionSyntax access || access.Expression == node)
                && used is not IMethodSymbol { MethodKind: MethodKind.LocalFunction }));
    }

    private static RuleEdit? MadeStatic(SyntaxNode declaration)
    {
        var member = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is null || member.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword))
            return null;
        var type = member switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            FieldDeclarationSyntax field => field.Declaration.Type,
            _ => null,
        };
        // Behind the accessibility, before 'readonly' and 'async'.
        var next = member.Modifiers.FirstOrDefault(modifier => modifier.Kind() is SyntaxKind.ReadOnlyKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.PartialKeyword);
        return type is null ? null : new RuleEdit(member.SyntaxTree, new(next.RawKind != 0 ? next.SpanStart : type.SpanStart, 0), "static ");
    }

    private static SyntaxTokenList? ModifiersOf(SyntaxNode owner) => owner switch
    {
        MemberDeclarationSyntax member => member.Modifiers,
        LocalFunctionStatementSyntax function => function.Modifiers,
        _ => null,
    };
}
