using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>A diagnostic that is to be repaired, in the document that has it, with what rules ask about the place.</summary>
internal sealed class Fault(SemanticModel model, SourceText text, Diagnostic diagnostic, CancellationToken cancellationToken)
{
    public SemanticModel Model { get; } = model;

    public SourceText Text { get; } = text;

    public string Id => diagnostic.Id;

    public TextSpan Span => diagnostic.Location.SourceSpan;

    /// <summary>In the invariant culture.</summary>
    public string Message => diagnostic.GetMessage();

    public IReadOnlyList<Location> OtherPlaces => diagnostic.AdditionalLocations;

    public SyntaxNode Root { get; } = model.SyntaxTree.GetRoot(cancellationToken);

    public Layout Layout { get; } = new(model.SyntaxTree.GetRoot(cancellationToken), text);

    public Habits Habits { get; } = new(model.SyntaxTree.GetRoot(cancellationToken), ((CSharpParseOptions)model.SyntaxTree.Options).LanguageVersion);

    public CancellationToken CancellationToken => cancellationToken;

    public Compilation Compilation => Model.Compilation;

    public LanguageVersion Language => ((CSharpParseOptions)Model.SyntaxTree.Options).LanguageVersion;

    /// <summary>The smallest node of the diagnostic's place.</summary>
    public SyntaxNode Node => Root.FindNode(Span, getInnermostNodeForTie: true);

    /// <summary>The expression of the diagnostic's place, or null.</summary>
    public ExpressionSyntax? Expression => Node switch
    {
        ExpressionSyntax expression => expression,
        ArgumentSyntax argument => argument.Expression,
        EqualsValueClauseSyntax value => value.Value,
        _ => null,
    };

    public ITypeSymbol? TypeOf(ExpressionSyntax expression) => Model.GetTypeInfo(expression, cancellationToken).Type;

    public ISymbol? SymbolOf(ExpressionSyntax expression) => Model.GetSymbolInfo(expression, cancellationToken).Symbol;

    /// <summary>Whether nullable reference types are checked at the place.</summary>
    public bool ChecksNull => Model.GetNullableContext(Span.Start).AnnotationsEnabled();

    /// <summary>Whether the compiler, where it checks that, knows that a value may be null.</summary>
    public bool MayBeNull(ExpressionSyntax value) => ChecksNull && Model.GetTypeInfo(value, cancellationToken).Nullability.FlowState == NullableFlowState.MaybeNull;

    /// <summary>A type's name as it is written at the place: short where the place can see it, in full otherwise.</summary>
    /// <param name="fullName">Such as <c>System.InvalidOperationException</c>.</param>
    public string NameOf(string fullName)
    {
        var name = fullName[(fullName.LastIndexOf('.') + 1)..];
        return Model.LookupNamespacesAndTypes(Span.Start, name: name).Any(found => found.ToDisplayString() == fullName) ? name : fullName;
    }

    /// <summary>A type as it is written at the place.</summary>
    public string NameOf(ITypeSymbol type) => type.ToMinimalDisplayString(Model, NullableFlowState.None, Span.Start);

    /// <summary>The declaration in source of a symbol, or null.</summary>
    public SyntaxNode? DeclarationOf(ISymbol? symbol) => symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);

    public RuleEdit Insert(int position, string newText) => new(Model.SyntaxTree, new TextSpan(position, 0), newText);

    public RuleEdit Replace(TextSpan span, string newText) => new(Model.SyntaxTree, span, newText);

    public static RuleEdit Replace(SyntaxNode node, string newText) => new(node.SyntaxTree, node.Span, newText);
}
