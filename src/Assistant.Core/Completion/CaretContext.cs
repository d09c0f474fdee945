using System.Collections.Immutable;
using Assistant.Core.Verification;

namespace Assistant.Core.Completion;

/// <summary>What the compiler and the user's own code say of a caret.</summary>
internal sealed class CaretContext
{
    // A member that its author wants nobody to use, beside one like it.
    private const double Hidden = 0.01;

    private CaretContext(CompiledFile file, Caret caret, UsageAtCaret usage, NameFeatures features, ImmutableArray<RankedName> names)
    {
        Prospect = features.Prospect;
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

    /// <summary>Which of them can become what is wanted.</summary>
    public Prospect Prospect { get; }

    /// <summary>What is known of a place.</summary>
    public static CaretContext Of(UsageIndex usages, CompiledFile file, Caret caret, CancellationToken cancellationToken)
    {
        var usage = usages.At(file, caret.Start, cancellationToken);
        var names = LegalNames.At(file.Model, caret.Start, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var features = new NameFeatures(file.Model, caret.Before, caret.Start, cancellationToken);
        return new CaretContext(file, caret, usage, features, Ranked(usage, names, features, caret.IsMember, cancellationToken));
    }

    /// <summary>The names of a place as numbers, in no order.</summary>
    public static NameChoice ChoiceOf(UsageIndex usages, CompiledFile file, Caret caret, CancellationToken cancellationToken)
    {
        var usage = usages.At(file, caret.Start, cancellationToken);
        var names = LegalNames.At(file.Model, caret.Start, cancellationToken);
        var features = new NameFeatures(file.Model, caret.Before, caret.Start, cancellationToken);
        var evidence = usage.Model.Weigh(usage.Before, [.. names.Select(name => name.Name)], cancellationToken);
        double[] Read(LegalName name, int at)
        {
            var values = new double[NameFeatures.Labels.Length];
            features.Read(name, evidence, at, values);
            return values;
        }

        return new NameChoice(caret.IsMember, [.. names.Select(name => name.Name)], [.. names.Select(Read)]);
    }

    // A conditional logit model (McFadden 1974): of what is weighed, a name's part is the exponential of its score.
    private static ImmutableArray<RankedName> Ranked(UsageAtCaret usage, ImmutableArray<LegalName> names, NameFeatures features, bool areMembers, CancellationToken cancellationToken)
    {
        var evidence = usage.Model.Weigh(usage.Before, [.. names.Select(name => name.Name)], cancellationToken);
        var weights = areMembers ? NameWeights.OfMembers : NameWeights.OfOthers;
        Span<double> values = stackalloc double[NameFeatures.Labels.Length];
        var parts = new double[names.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            features.Read(names[at], evidence, at, values);
            parts[at] = Math.Exp(Dot(values, weights)) * (areMembers && Signatures.IsHidden(names[at].Symbol) ? Hidden : 1);
        }

        var all = parts.Sum();
        return
        [
            .. names.Zip(parts, (name, part) => new RankedName(name.Name, part / all, name.Symbol))
                // Of those that nobody has used, and that are alike in all else, the simplest.
                .OrderByDescending(ranked => ranked.Likelihood).ThenBy(ranked => Signatures.Required(ranked.Symbol)).ThenBy(ranked => ranked.Name, StringComparer.Ordinal),
        ];
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
            sum += left[at] * right[at];
        return sum;
    }
}
