using System.Collections.Immutable;
using Assistant.Core.Testing;

namespace Assistant.Core.Verification;

/// <summary>The compiler's word on a proposal.</summary>
public enum VerdictKind
{
    /// <summary>No compilation the proposal reaches reports an error it did not report before.</summary>
    Accepted,

    /// <summary>At least one compilation reports a new error.</summary>
    Rejected,

    /// <summary>The compiler could not be asked about all of it; the reason says what was left out.</summary>
    NotVerified,

    /// <summary>The edits do not fit the text they claim to stand on.</summary>
    Invalid,
}

/// <summary>The step that decided, cheapest first.</summary>
public enum Stage
{
    /// <summary>The edits themselves.</summary>
    Input,

    /// <summary>Parsing the changed files; accepts a change of comments and white space.</summary>
    Syntax,

    /// <summary>Binding the changed files; accepts a change of documentation comments.</summary>
    Document,

    /// <summary>Lowering the changed bodies.</summary>
    Body,

    /// <summary>The whole project, down to emitted code.</summary>
    Project,

    /// <summary>The projects that see the changed surface.</summary>
    Dependents,

    /// <summary>The project's analyzers.</summary>
    Analyzers,
}

/// <summary>A diagnostic as people and other programs read it.</summary>
/// <param name="Id">Such as <c>CS1061</c>.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c>, <c>info</c> or <c>hidden</c>, after the project's options.</param>
/// <param name="Path">Relative to the snapshot's root; null when it belongs to no file.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Message">The compiler's message.</param>
/// <param name="Project">Name of the project that reports it.</param>
/// <param name="TargetFramework">Short name of the framework for which it is reported.</param>
public sealed record ReportedDiagnostic(string Id, string Severity, string? Path, int Line, int Column, string Message, string Project, string TargetFramework);

/// <summary>An edit that hides or deletes instead of repairing.</summary>
/// <param name="Rule">What was found, such as <c>pragma</c> or <c>empty catch</c>.</param>
/// <param name="Path">Relative to the snapshot's root.</param>
/// <param name="Line">1-based, in the text after the edit; for a deletion, in the text before.</param>
public sealed record Silencing(string Rule, string Path, int Line)
{
    /// <summary>Whether it hides something, and not only drops what was there.</summary>
    internal bool Hides => !Rule.StartsWith("deleted ", StringComparison.Ordinal) && !Rule.StartsWith("lost ", StringComparison.Ordinal);
}

/// <summary>What the verifier says of a proposal.</summary>
/// <param name="Kind">The decision.</param>
/// <param name="Stage">The step that made it.</param>
/// <param name="Reason">For people: why it is not verified or invalid, or what an accepted verdict leaves open. Null when there is nothing to add.</param>
/// <param name="NewDiagnostics">Errors that were not there before; in an accepted repair, those it uncovers.</param>
/// <param name="Silencing">Edits that hide or delete; they do not change <paramref name="Kind"/>.</param>
public sealed record Verdict(
    VerdictKind Kind,
    Stage Stage,
    string? Reason,
    ImmutableArray<ReportedDiagnostic> NewDiagnostics,
    ImmutableArray<Silencing> Silencing)
{
    /// <summary>What tests say; null where none were asked for or the compiler has said no. It does not change <see cref="Kind"/>.</summary>
    public TestReport? Tests { get; init; }

    /// <summary>Why what was judged is not shown, in one word, for counting: the first new error's id, the tests, the silencing rule, or what the verdict says.</summary>
    public string Cause =>
        NewDiagnostics is [var first, ..] ? first.Id
        : Kind == VerdictKind.NotVerified ? "not verified"
        : Tests is { IsAgainst: true } ? "failing tests"
        : Silencing is [var silencing, ..] ? silencing.Rule
        : "no effect";
}
