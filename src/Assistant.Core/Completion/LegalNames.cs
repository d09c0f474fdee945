using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>The symbols whose names may stand at a caret, as the compiler looks them up there.</summary>
internal static class LegalNames
{
    private const string AttributeSuffix = "Attribute";

    /// <summary>The names, each once.</summary>
    /// <param name="model">Of the text with the caret in it.</param>
    /// <param name="caret">Behind the token that comes before the name, in UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<LegalName> At(SemanticModel model, int caret, CancellationToken cancellationToken)
    {
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        var left = TokenBefore(root, caret);
        var names = new Dictionary<string, LegalName>(StringComparer.Ordinal);
        var isAttribute = left.Parent is AttributeListSyntax || left.Parent?.FirstAncestorOrSelf<NameSyntax>()?.Parent is AttributeSyntax;
        foreach (var symbol in SymbolsAt(model, left, caret, cancellationToken))
        {
            if (!symbol.CanBeReferencedByName || symbol.Name.Length == 0)
                continue;
            Add(NameOf(symbol));
            if (isAttribute && symbol is INamedTypeSymbol && symbol.Name.EndsWith(AttributeSuffix, StringComparison.Ordinal) && symbol.Name.Length > AttributeSuffix.Length)
                Add(symbol.Name[..^AttributeSuffix.Length]);
            void Add(string name) => names.TryAdd(name, new LegalName(name, symbol));
        }

        return [.. names.Values];
    }

    /// <summary>The last token that ends before a position; of no kind where there is none.</summary>
    public static SyntaxToken TokenBefore(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        while (token.RawKind != 0 && (token.Span.End > position || token.Span.Length == 0))
            token = token.GetPreviousToken();
        return token;
    }

    private static IEnumerable<ISymbol> SymbolsAt(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken) => left.Parent switch
    {
        MemberAccessExpressionSyntax access when access.OperatorToken == left => MembersOf(model, access.Expression, caret, cancellationToken),
        MemberBindingExpressionSyntax binding when binding.OperatorToken == left => OfReceiver(model, binding, caret, cancellationToken),
        QualifiedNameSyntax name when name.DotToken == left => Within(model, model.GetSymbolInfo(name.Left, cancellationToken).Symbol as INamespaceOrTypeSymbol, caret),
        AliasQualifiedNameSyntax name => Within(model, model.GetSymbolInfo(name.Alias, cancellationToken).Symbol as INamespaceOrTypeSymbol, caret),
        InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression or (int)SyntaxKind.WithInitializerExpression } initializer =>
            Assigned(model, initializer, caret, cancellationToken),
        PropertyPatternClauseSyntax { Parent: RecursivePatternSyntax pattern } when model.GetTypeInfo(pattern, cancellationToken) is var type =>
            Instance(model, type.ConvertedType ?? type.Type, caret),
        _ => InScope(model, left, caret, cancellationToken),
    };

    private static IEnumerable<ISymbol> MembersOf(SemanticModel model, ExpressionSyntax receiver, int caret, CancellationToken cancellationToken)
    {
        var symbol = model.GetSymbolInfo(receiver, cancellationToken) is var info ? info.Symbol ?? info.CandidateSymbols.FirstOrDefault() : null;
        var type = model.GetTypeInfo(receiver, cancellationToken).Type;
        // A name may mean a value and its type both.
        var within = symbol is INamespaceOrTypeSymbol container ? Within(model, container, caret)
            : type is not null && receiver is IdentifierNameSyntax name && name.Identifier.ValueText == type.Name ? Within(model, type, caret)
            : [];
        return symbol is INamespaceOrTypeSymbol ? within : Instance(model, type, caret).Concat(within);
    }

    private static IEnumerable<ISymbol> OfReceiver(SemanticModel model, MemberBindingExpressionSyntax binding, int caret, CancellationToken cancellationToken)
    {
        var receiver = binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression;
        return receiver is null ? [] : Instance(model, WithoutNull(model.GetTypeInfo(receiver, cancellationToken).Type), caret);
    }

    private static ITypeSymbol? WithoutNull(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static IEnumerable<ISymbol> Instance(SemanticModel model, ITypeSymbol? type, int caret) => type is null or IErrorTypeSymbol
        ? []
        : model.LookupSymbols(caret, type, includeReducedExtensionMethods: true)
            .Where(symbol => !symbol.IsStatic && symbol is not INamedTypeSymbol and not IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.DelegateInvoke) });

    private static IEnumerable<ISymbol> Within(SemanticModel model, INamespaceOrTypeSymbol? container, int caret) => container switch
    {
        null => [],
        INamespaceSymbol space => model.LookupNamespacesAndTypes(caret, space),
        _ => model.LookupSymbols(caret, container).Where(symbol => symbol.IsStatic || symbol is INamedTypeSymbol),
    };

    private static IEnumerable<ISymbol> Assigned(SemanticModel model, InitializerExpressionSyntax initializer, int caret, CancellationToken cancellationToken)
    {
        var type = initializer.Parent is ExpressionSyntax made ? model.GetTypeInfo(made, cancellationToken).Type : null;
        return type is null ? [] : model.LookupSymbols(caret, type).Where(symbol => !symbol.IsStatic && symbol is IFieldSymbol or IPropertySymbol);
    }

    private static IEnumerable<ISymbol> InScope(SemanticModel model, SyntaxToken left, int caret, CancellationToken cancellationToken)
    {
        IEnumerable<ISymbol> named = left.Parent?.FirstAncestorOrSelf<BaseArgumentListSyntax>()?.Parent is { } call
            ? model.GetMemberGroup(call is InvocationExpressionSyntax invocation ? invocation.Expression : call, cancellationToken)
                .Concat(model.GetSymbolInfo(call, cancellationToken).CandidateSymbols).OfType<IMethodSymbol>().SelectMany(method => method.Parameters)
            : [];
        if (left.Parent is AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } && model.GetTypeInfo(attribute, cancellationToken).Type is { } type)
            named = named.Concat(model.LookupSymbols(caret, type).Where(symbol => symbol is IPropertySymbol { IsStatic: false, SetMethod: not null } or IFieldSymbol { IsStatic: false }));
        var place = NamePlaces.Behind(left, model, cancellationToken);
        if (place == NamePlace.Any)
            return model.LookupSymbols(caret).Concat(named);
        // A member may have the name of its type, and hides it from the other question.
        var types = model.LookupNamespacesAndTypes(caret);
        return (place == NamePlace.Pattern ? types.Concat(model.LookupSymbols(caret)) : types).Where(symbol => place.Allows(symbol, left));
    }

    private static string NameOf(ISymbol symbol) => SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;
}
