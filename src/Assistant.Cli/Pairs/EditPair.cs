using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Cli.Pairs;

/// <summary>A text and what it was or became, both judged by the compiler: the right one compiles, as the whole solution does.</summary>
/// <param name="Kind">The kind of fault, or <see cref="HistoryRepair"/> or <see cref="HistoryInstruction"/>.</param>
/// <param name="Path">Relative to the snapshot's root.</param>
/// <param name="Diagnostics">What the compiler says of the other text and not of the right one.</param>
/// <param name="Instruction">What the change was for, in its author's words; null where the diagnostics say it.</param>
/// <param name="Context">Built from the other text alone; its place's text is the one that is to change.</param>
/// <param name="Right">The document with the right text.</param>
/// <param name="RightSpan">Where the place stands there.</param>
/// <param name="Repair">What stands there.</param>
internal sealed record EditPair(
    string Kind, string Path, ImmutableArray<ReportedDiagnostic> Diagnostics, string? Instruction, CodeContext Context, Document Right, TextSpan RightSpan, string Repair)
{
    public const string HistoryRepair = "history repair";
    public const string HistoryInstruction = "history instruction";

    public bool IsOfHistory => Kind is HistoryRepair or HistoryInstruction;

    /// <summary>Whether its file is kept from training: one in five, by a hash of the path that is the same everywhere.</summary>
    public bool IsTest => Hash(Path) % 5 == 0;

    /// <summary>The same for the same pair in every run.</summary>
    public string Id => $"{Hash(Kind + "\n" + Path + "\n" + Context.Place.Text + "\n" + Repair):x8}";

    // FNV-1a: nothing secret, and the same on every machine.
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619;
        return hash;
    }
}
