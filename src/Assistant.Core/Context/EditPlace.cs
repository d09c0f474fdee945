using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Context;

/// <summary>The text that is to be written anew: a member, or a part of one that is too long for the budget.</summary>
/// <param name="Document">The document it stands in.</param>
/// <param name="Span">Without attributes and documentation; UTF-16 units.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Symbol">What it is, for people and models: <c>Order.Total(int)</c>; a file's name where it belongs to no type.</param>
public sealed record EditPlace(Document Document, TextSpan Span, string Text, string Symbol);
