using System.Collections.Immutable;
using Assistant.Core.Context;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Server.Models;
using Microsoft.CodeAnalysis;

namespace Assistant.Cli.Cascades;

/// <summary>An error that a fault brought, and the right text of what a model is asked about for it.</summary>
/// <param name="Number">Of the fault.</param>
/// <param name="Kind">Of the fault.</param>
/// <param name="Verifier">The judge of the faulty text.</param>
/// <param name="Right">The document as it was before the fault.</param>
/// <param name="Asked">What the cascade is asked.</param>
/// <param name="Truths">The right text for each tier, since those with a small budget are asked about a part of a long member.</param>
internal sealed record CascadeTask(int Number, string Kind, Verifier Verifier, Document Right, ContextTask Asked, ImmutableDictionary<string, TrueMember> Truths)
{
    /// <summary>The first error of the file that can be mended where a model is asked to; null when there is none.</summary>
    /// <param name="number">Of the fault.</param>
    /// <param name="kind">Of the fault.</param>
    /// <param name="verifier">The judge of the faulty text.</param>
    /// <param name="right">The document as it was before the fault.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<CascadeTask?> OfAsync(int number, string kind, Verifier verifier, Document right, CancellationToken cancellationToken)
    {
        foreach (var build in verifier.Snapshot.BuildsInOrder)
        {
            var ids = verifier.Snapshot.Solution.GetDocumentIdsWithFilePath(right.FilePath!);
            if (ids.FirstOrDefault(id => id.ProjectId == build.Id) is not { } id)
                continue;
            var document = verifier.Snapshot.Solution.GetDocument(id)!;
            var errors = (await verifier.ErrorsAsync(build.Id, cancellationToken)).Where(error => error.Location.SourceTree?.FilePath == right.FilePath).OrderBy(error => error.Location.SourceSpan.Start);
            foreach (var error in errors)
            {
                var truths = ImmutableDictionary.CreateBuilder<string, TrueMember>(StringComparer.Ordinal);
                foreach (var (tier, budget) in TierModels.ContextTokens)
                {
                    if (await TrueMember.OfAsync(document, right, error.Location.SourceSpan, budget, cancellationToken) is { } truth)
                        truths.Add(tier, truth);
                }

                if (truths.Count == TierModels.ContextTokens.Count())
                    return new CascadeTask(number, kind, verifier, right, await RepairTask.OfAsync(verifier, document, error, cancellationToken), truths.ToImmutable());
            }
        }

        return null;
    }
}
