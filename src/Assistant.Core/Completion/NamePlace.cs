using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Completion;

/// <summary>What sort of name the grammar wants where a name stands by itself.</summary>
internal enum NamePlace
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>A type, or a namespace that leads to one.</summary>
    Type,

    /// <summary>The type of a new object.</summary>
    Created,

    /// <summary>A type that another may have as its base.</summary>
    Base,

    /// <summary>A type or a constant.</summary>
    Pattern,
}

/// <summary>Tells places apart, and what may stand in them.</summary>
internal static class NamePlaces
{
    /// <summary>The place behind a token.</summary>
    public static NamePlace Behind(SyntaxToken left, SemanticModel model, CancellationToken cancellationToken) => left.Parent switch
    {
        BaseListSyntax => NamePlace.Base,
        ObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax when left.IsKind(SyntaxKind.NewKeyword) => NamePlace.Created,
        TypeArgumentListSyntax or CatchDeclarationSyntax or TypeOfExpressionSyntax or TypeParameterConstraintClauseSyntax or IncompleteMemberSyntax => NamePlace.Type,
        ParameterListSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax } when left.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.CommaToken => NamePlace.Type,
        CommonForEachStatementSyntax when left.IsKind(SyntaxKind.OpenParenToken) => NamePlace.Type,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } binary when binary.OperatorToken == left => NamePlace.Type,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression } binary when binary.OperatorToken == left && IsGeneric(binary.Left, model, cancellationToken) => NamePlace.Type,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } binary when binary.OperatorToken == left => NamePlace.Pattern,
        IsPatternExpressionSyntax or BinaryPatternSyntax or UnaryPatternSyntax => NamePlace.Pattern,
        SwitchLabelSyntax when left.IsKind(SyntaxKind.CaseKeyword) => NamePlace.Pattern,
        SwitchExpressionSyntax when left.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken => NamePlace.Pattern,
        _ => IsBetweenMembers(left) ? NamePlace.Type : NamePlace.Any,
    };

    /// <summary>Whether a symbol may be named there.</summary>
    public static bool Allows(this NamePlace place, ISymbol symbol, SyntaxToken left) => place switch
    {
        _ when symbol is IAliasSymbol => true,
        NamePlace.Type or NamePlace.Created => symbol is INamespaceOrTypeSymbol,
        NamePlace.Base => symbol is INamespaceSymbol || (symbol is INamedTypeSymbol type && (MayBeBase(type, left) || HasNested(type))),
        NamePlace.Pattern => symbol is INamespaceOrTypeSymbol or IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true },
        _ => true,
    };

    /// <summary>Whether types of the source stand in a type.</summary>
    public static bool HasNested(INamedTypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty && !type.GetTypeMembers().IsEmpty;

    private static bool IsGeneric(ExpressionSyntax name, SemanticModel model, CancellationToken cancellationToken) => name is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && model.GetSymbolInfo(name, cancellationToken) is { Symbol: null, CandidateSymbols: var candidates }
        && candidates.Any(symbol => symbol is INamedTypeSymbol { Arity: > 0 } or IMethodSymbol { Arity: > 0 });

    // Behind the brace that opens a type, or the end of a member in it.
    private static bool IsBetweenMembers(SyntaxToken left)
    {
        if (left.Parent is not { } node || left.Kind() is not (SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.SemicolonToken))
            return false;
        if (left.IsKind(SyntaxKind.OpenBraceToken))
            return node is TypeDeclarationSyntax;
        while (node.Parent is { } parent && parent.Span.End == left.Span.End)
            node = parent;
        return node is MemberDeclarationSyntax && node.Parent is TypeDeclarationSyntax;
    }

    private static bool MayBeBase(INamedTypeSymbol type, SyntaxToken left) => type.TypeKind == TypeKind.Interface
        || (left.IsKind(SyntaxKind.ColonToken) && type is { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false }
            && type.SpecialType is not (SpecialType.System_Array or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate or SpecialType.System_Enum or SpecialType.System_ValueType)
            && left.Parent?.Parent switch
            {
                ClassDeclarationSyntax => !type.IsRecord,
                RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordDeclaration } => type.IsRecord,
                _ => false,
            });
}
