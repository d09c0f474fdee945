using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>A type where it is declared.</summary>
/// <param name="Document">The document.</param>
/// <param name="Root">Its root.</param>
/// <param name="Text">Its text.</param>
/// <param name="Declaration">The declaration, or one part of it.</param>
internal sealed record FoundType(Document Document, SyntaxNode Root, SourceText Text, MemberDeclarationSyntax Declaration);
