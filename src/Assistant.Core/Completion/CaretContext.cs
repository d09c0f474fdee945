using System.Collections.Immutable;
using Assistant.Core.Verification;

namespace Assistant.Core.Completion;

/// <summary>What the compiler and the user's own code say of a caret.</summary>
internal sealed class CaretContext
{
    // How often a name is meant that nobody has used in the like place.
    private const double Unused = 0.25;

    private CaretContext(CompiledFile file, Caret caret, UsageAtCaret usage, ImmutableArray<RankedName> names)
    {
        File = file;
        Caret = caret;
        Usage = usage;
        Names = names;
    }

    /// <summary>The file.</summary>
    public CompiledFile File { get; }

    /// <summary>The place in it.</summary>
    public Caret Caret { get; }

    /// <summary>What is known of the code in front of the name that is being typed.</summary>
    public UsageAtCaret Usage { get; }

    /// <summary>The names that may stand there, the likeliest first.</summary>
    public ImmutableArray<RankedName> Names { get; }

    /// <summary>What is known of a place.</summary>
    public static CaretContext Of(UsageIndex usages, CompiledFile file, Caret caret, CancellationToken cancellationToken)
    {
        var root = file.Root;
        var usage = usages.At(file, caret.Start);
        var names = LegalNames.At(file.Model, caret.Start, cancellationToken);
        var plausibility = Plausibility.At(file.Model, LegalNames.TokenBefore(root, caret.Start), caret.Start, cancellationToken);
        return new CaretContext(file, caret, usage, Ranked(usage, names, plausibility));
    }

    private static ImmutableArray<RankedName> Ranked(UsageAtCaret usage, ImmutableArray<LegalName> names, Plausibility plausibility)
    {
        double[] priors = [.. names.Select(name => Plausibility.Prior(name.Symbol))];
        var (used, every) = (usage.Model.Rank(usage.Before, [.. names.Select(name => name.Name)], priors), priors.Sum());
        double[] fitting = [.. names.Select((name, at) => (((1 - Unused) * used[at]) + (Unused * priors[at] / every)) * plausibility.Fit(name.Symbol))];
        var all = fitting.Sum();
        return
        [
            .. names.Zip(fitting, (name, likelihood) => new RankedName(name.Name, likelihood / all, name.Symbol))
                .OrderByDescending(ranked => ranked.Likelihood).ThenBy(ranked => ranked.Name, StringComparer.OrdinalIgnoreCase).ThenBy(ranked => ranked.Name, StringComparer.Ordinal),
        ];
    }
}
