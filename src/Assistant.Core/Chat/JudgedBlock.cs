using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Verification;

namespace Assistant.Core.Chat;

/// <summary>A block of code in an answer, with the compiler's word.</summary>
/// <param name="Id">Unique in the answer: <c>1</c>, <c>2</c>...</param>
/// <param name="Info">What stands behind its fence.</param>
/// <param name="Code">Its lines.</param>
public sealed record JudgedBlock(string Id, string Info, string Code)
{
    /// <summary>As the model named it, in lower case; empty where it did not.</summary>
    public string Language => BlockHeader.Of(Info, "").Language;

    /// <summary>Accepted, rejected, or not verified: a fragment.</summary>
    public VerdictKind Verdict { get; init; } = VerdictKind.NotVerified;

    /// <summary>Why, where no diagnostic says it; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The file it writes, relative to the root; null for a fragment.</summary>
    public string? Path { get; init; }

    /// <summary>What it writes, for people; null for a fragment.</summary>
    public string? Title { get; init; }

    /// <summary>Errors that were not there before.</summary>
    public ImmutableArray<ReportedDiagnostic> NewDiagnostics { get; init; } = [];

    /// <summary>What it would only hide.</summary>
    public ImmutableArray<Silencing> Silencing { get; init; } = [];

    /// <summary>Why it was rejected, in one word, for counting; null where it was not.</summary>
    public string? Cause { get; init; }

    /// <summary>Blocks without which it does not compile, by id.</summary>
    public ImmutableArray<string> Together { get; init; } = [];

    /// <summary>What it changes, with those, against the text it was judged on; empty for a fragment.</summary>
    public ImmutableArray<Edit> Edits { get; init; } = [];

    /// <summary>What it writes, piece by piece.</summary>
    public ImmutableArray<WrittenPiece> Pieces { get; init; } = [];
}
