using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>What the names in a part of a file mean, as the compiler binds them.</summary>
internal sealed class BoundNames
{
    // A member of thousands of lines says in its first names what it is about.
    private const int MostNames = 4000;

    private readonly Dictionary<ISymbol, int> used = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, int> values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> doubtful = new(SymbolEqualityComparer.Default);
    private readonly List<WrongName> wrong = [];

    /// <summary>How often each symbol is meant; without locals, parameters and namespaces. Methods and types as they are declared.</summary>
    public IReadOnlyDictionary<ISymbol, int> Used => used;

    /// <summary>The types of what is named: receivers, locals, parameters, members; how often.</summary>
    public IReadOnlyDictionary<ITypeSymbol, int> Values => values;

    /// <summary>What the compiler thought of and could not take, such as methods that want other arguments.</summary>
    public IReadOnlySet<ISymbol> Doubtful => doubtful;

    /// <summary>Names that mean nothing.</summary>
    public IReadOnlyList<WrongName> Wrong => wrong;

    /// <summary>Binds the names in some parts of a file.</summary>
    /// <param name="model">Of the file.</param>
    /// <param name="root">Its root.</param>
    /// <param name="part">Where; UTF-16 units.</param>
    /// <param name="without">Where not.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static BoundNames In(SemanticModel model, SyntaxNode root, TextSpan part, TextSpan? without, CancellationToken cancellationToken)
    {
        var found = new BoundNames();
        var nodes = root.DescendantNodes(node => node.Span.IntersectsWith(part) && !(without is { } left && left.Contains(node.Span)))
            .Where(node => part.Contains(node.Span) && !(without is { } left && left.Contains(node.Span)))
            .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax);
        foreach (var node in nodes.Take(MostNames))
            found.Add(model, node, cancellationToken);
        return found;
    }

    /// <summary>These, and the wrong names that stand in other parts of the file.</summary>
    public BoundNames WithWrong(IEnumerable<BoundNames> others)
    {
        wrong.AddRange(others.SelectMany(other => other.wrong));
        return this;
    }

    /// <summary>A symbol as it is declared and counted: an extension method as a static one, an accessor as its property.</summary>
    /// <returns>Null for what no signature tells of: locals, parameters, namespaces, members of tuples.</returns>
    public static ISymbol? Declared(ISymbol? symbol) => symbol switch
    {
        IAliasSymbol alias => Declared(alias.Target),
        IMethodSymbol { ReducedFrom: { } full } => full.OriginalDefinition,
        IMethodSymbol { AssociatedSymbol: { } owner } => Declared(owner),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.DelegateInvoke } method when method.ContainingType is { IsAnonymousType: false } => method.OriginalDefinition,
        IFieldSymbol { ContainingType.IsTupleType: false } or IPropertySymbol { ContainingType.IsAnonymousType: false } or IEventSymbol => symbol.OriginalDefinition,
        INamedTypeSymbol { TypeKind: not TypeKind.Error, IsAnonymousType: false, IsTupleType: false, SpecialType: not (SpecialType.System_Object or SpecialType.System_String
            or (>= SpecialType.System_Void and <= SpecialType.System_Double)) } type => type.OriginalDefinition,
        _ => null,
    };

    /// <summary>The types that a type tells of: itself, what it is an array or a collection of, what it promises.</summary>
    public static IEnumerable<INamedTypeSymbol> Within(ITypeSymbol? type)
    {
        for (var depth = 0; type is IArrayTypeSymbol array && depth < 4; depth++)
            type = array.ElementType;
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.SelectMany(Within);
        if (type is not INamedTypeSymbol named || named.TypeKind == TypeKind.Error)
            return [];
        var arguments = named.TypeArguments.OfType<INamedTypeSymbol>().Where(one => one.TypeKind != TypeKind.Error);
        return named.IsTupleType ? arguments : arguments.Prepend(named);
    }

    /// <summary>The type of what a symbol stands for: of a method what it returns, of a type itself.</summary>
    public static ITypeSymbol? ValueOf(ISymbol? symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
        IMethodSymbol method => method.ReturnType,
        INamedTypeSymbol type => type,
        _ => null,
    };

    private void Add(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or ParameterSyntax:
                Value(ValueOf(model.GetDeclaredSymbol(node, cancellationToken)));
                return;
            case IdentifierNameSyntax { IsVar: true }:
            case SimpleNameSyntax when node.Parent is AliasQualifiedNameSyntax qualified && qualified.Alias == node:
                return;
        }

        var info = model.GetSymbolInfo(node, cancellationToken);
        if (info.Symbol is { } symbol)
        {
            if (Declared(symbol) is { } declared)
                used[declared] = used.GetValueOrDefault(declared) + 1;
            Value(ValueOf(symbol));
        }
        else if (!info.CandidateSymbols.IsEmpty)
        {
            doubtful.UnionWith(info.CandidateSymbols.Select(Declared).OfType<ISymbol>());
            foreach (var candidate in info.CandidateSymbols.Take(4))
                Value(ValueOf(candidate));
        }
        else if (node is SimpleNameSyntax { Identifier: { IsMissing: false, ValueText: { Length: > 0 } name } } simple)
        {
            AddWrong(model, simple, name, cancellationToken);
        }
    }

    private void AddWrong(SemanticModel model, SimpleNameSyntax node, string name, CancellationToken cancellationToken)
    {
        if (node.Parent is NameColonSyntax or NameEqualsSyntax or LabeledStatementSyntax or GotoStatementSyntax || name is "nameof" or "_" or "var" or "field" or "dynamic" or "notnull" or "unmanaged")
            return;
        var receiver = node.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == node => Receiver(model, access.Expression, cancellationToken),
            MemberBindingExpressionSyntax => node.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(node.Span)) is { } access
                ? Receiver(model, access.Expression, cancellationToken) : null,
            QualifiedNameSyntax qualified when qualified.Right == node => model.GetSymbolInfo(qualified.Left, cancellationToken).Symbol as INamespaceOrTypeSymbol,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } assignment when assignment.Left == node =>
                model.GetTypeInfo(creation, cancellationToken).Type,
            _ => null,
        };
        wrong.Add(new WrongName(name, receiver, receiver is not null || node.Parent is MemberBindingExpressionSyntax || (node.Parent as MemberAccessExpressionSyntax)?.Name == node, node.SpanStart));
        if (receiver is ITypeSymbol type)
            Value(type);
    }

    private static INamespaceOrTypeSymbol? Receiver(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellationToken) =>
        model.GetTypeInfo(expression, cancellationToken).Type is { TypeKind: not TypeKind.Error } type ? type : model.GetSymbolInfo(expression, cancellationToken).Symbol as INamespaceOrTypeSymbol;

    private void Value(ITypeSymbol? type)
    {
        foreach (var one in Within(type))
            values[one] = values.GetValueOrDefault(one) + 1;
    }
}
