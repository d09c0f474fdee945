using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>What was understood of an answer.</summary>
/// <param name="Changes">Changes of the place's file; empty when nothing was understood, or when the answer changes nothing.</param>
/// <param name="Usings">Namespaces that the answer imports and the file may lack.</param>
/// <param name="Problem">Why there is nothing to judge, as what is told to the model; null when there is.</param>
internal sealed record ReadAnswer(ImmutableArray<TextChange> Changes, ImmutableArray<string> Usings, string? Problem)
{
    public static ReadAnswer Nothing(string problem) => new([], [], problem);
}
