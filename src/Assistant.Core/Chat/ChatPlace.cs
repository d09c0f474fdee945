using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>A place that a question is about.</summary>
/// <param name="FullPath">Full path of its file.</param>
/// <param name="Span">In UTF-16 units; null for the whole file.</param>
public sealed record ChatPlace(string FullPath, TextSpan? Span);
