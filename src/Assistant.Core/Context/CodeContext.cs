using System.Collections.Immutable;

namespace Assistant.Core.Context;

/// <summary>What a part of a context tells; in the order in which a prompt has them, those first that change least.</summary>
public enum ContextPartKind
{
    /// <summary>Language version, nullable, target frameworks: the same for a whole project.</summary>
    Project,

    /// <summary>The containing type without bodies: the same for all its members.</summary>
    Outline,

    /// <summary>Members of other types, with what the place uses and what it may need.</summary>
    Signatures,

    /// <summary>Where the member that is to change, or what it calls wrongly, is called.</summary>
    Callers,
}

/// <summary>A part of a context.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Text">Lines that read as C#, without a line end behind the last.</param>
/// <param name="Tokens">Estimated, see <see cref="TokenEstimate"/>.</param>
public sealed record ContextPart(ContextPartKind Kind, string Text, int Tokens);

/// <summary>What a model is told to write a place anew.</summary>
/// <param name="Place">The place.</param>
/// <param name="Parts">In the order of the prompt; those that say nothing are left out.</param>
/// <param name="Tokens">Of the place's text and all parts, estimated; never above the budget that was given.</param>
public sealed record CodeContext(EditPlace Place, ImmutableArray<ContextPart> Parts, int Tokens);
