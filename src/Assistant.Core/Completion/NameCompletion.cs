using System.Collections.Immutable;
using Assistant.Core.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Completion;

/// <summary>Names for a caret: those the compiler would find there, in the order of how likely the user's own code makes them.</summary>
public sealed class NameCompletion(UsageIndex usages)
{
    // How often a name is meant that nobody has used in the like place.
    private const double Unused = 0.25;

    /// <summary>The names that may stand at a caret, the likeliest first.</summary>
    /// <param name="verifier">Of the solution; the text may be a newer one.</param>
    /// <param name="document">The file in one of its projects.</param>
    /// <param name="text">Its text.</param>
    /// <param name="caret">Where the name would begin, in UTF-16 units.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ImmutableArray<RankedName>> AtAsync(Verifier verifier, DocumentId document, SourceText text, int caret, CancellationToken cancellationToken)
    {
        var model = await verifier.ModelAsync(document, text, cancellationToken);
        var root = await model.SyntaxTree.GetRootAsync(cancellationToken);
        var plausibility = Plausibility.At(model, LegalNames.TokenBefore(root, caret), caret, cancellationToken);
        return Ranked(usages.At(model.SyntaxTree.FilePath, verifier.Snapshot.BuildOf(document.ProjectId).ProjectFile, root, caret), LegalNames.At(model, caret, cancellationToken), plausibility);
    }

    /// <summary>Names in the order of how likely they are.</summary>
    internal static ImmutableArray<RankedName> Ranked(UsageAtCaret usage, IReadOnlyList<LegalName> names, Plausibility plausibility)
    {
        double[] priors = [.. names.Select(name => Plausibility.Prior(name.Symbol))];
        var (used, every) = (usage.Model.Rank(usage.Before, [.. names.Select(name => name.Name)], priors), priors.Sum());
        double[] fitting = [.. names.Select((name, at) => (((1 - Unused) * used[at]) + (Unused * priors[at] / every)) * plausibility.Fit(name.Symbol))];
        var all = fitting.Sum();
        return
        [
            .. names.Zip(fitting, (name, likelihood) => new RankedName(name.Name, likelihood / all))
                .OrderByDescending(ranked => ranked.Likelihood).ThenBy(ranked => ranked.Name, StringComparer.OrdinalIgnoreCase).ThenBy(ranked => ranked.Name, StringComparer.Ordinal),
        ];
    }
}
