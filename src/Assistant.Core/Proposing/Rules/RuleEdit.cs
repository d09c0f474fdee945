using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Rules;

/// <summary>A stretch of one tree's text that is replaced.</summary>
/// <param name="Tree">A tree of the snapshot's solution.</param>
/// <param name="Span">What is replaced; empty where text is inserted.</param>
/// <param name="NewText">What comes in its place, with the file's own line ends.</param>
internal readonly record struct RuleEdit(SyntaxTree Tree, TextSpan Span, string NewText);
