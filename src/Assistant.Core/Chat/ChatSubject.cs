using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>Something that a question is about.</summary>
public abstract record ChatSubject
{
    private ChatSubject()
    {
    }

    /// <summary>What it is called for people: <c>Order.cs:12-20</c>.</summary>
    public abstract string Label { get; }

    /// <summary>Where it stands; null where it is no place.</summary>
    public virtual ChatPlace? Place => null;

    /// <summary>A place of the solution: a selection, a caret or what a symbol is declared by.</summary>
    /// <param name="Document">Its document.</param>
    /// <param name="Span">In UTF-16 units; empty for a caret.</param>
    /// <param name="Label">For people.</param>
    public sealed record Code(Document Document, TextSpan Span, string Label) : ChatSubject
    {
        /// <inheritdoc/>
        public override string Label { get; } = Label;

        /// <inheritdoc/>
        public override ChatPlace? Place => new(Document.FilePath!, Span);
    }

    /// <summary>A whole file of the solution.</summary>
    /// <param name="Document">Its document.</param>
    /// <param name="Label">For people.</param>
    public sealed record WholeFile(Document Document, string Label) : ChatSubject
    {
        /// <inheritdoc/>
        public override string Label { get; } = Label;

        /// <inheritdoc/>
        public override ChatPlace? Place => new(Document.FilePath!, null);
    }

    /// <summary>A text that no loaded project compiles, or of which nothing is known but the text.</summary>
    /// <param name="Content">The text.</param>
    /// <param name="Label">For people.</param>
    public sealed record Text(string Content, string Label) : ChatSubject
    {
        /// <inheritdoc/>
        public override string Label { get; } = Label;
    }

    /// <summary>What the compiler complains of.</summary>
    /// <param name="Path">The only file that is meant, as a full path; null for the whole solution.</param>
    public sealed record Problems(string? Path) : ChatSubject
    {
        /// <inheritdoc/>
        public override string Label => Path is null ? "problems" : $"problems of {System.IO.Path.GetFileName(Path)}";
    }
}
