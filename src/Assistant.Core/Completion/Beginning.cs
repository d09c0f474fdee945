using Microsoft.CodeAnalysis;

namespace Assistant.Core.Completion;

/// <summary>A token that may come next at a caret.</summary>
/// <param name="Text">All of it, with what of it has been typed.</param>
/// <param name="Likelihood">From 0 to 1, of all that may stand there.</param>
/// <param name="IsSpaced">Whether a space belongs in front of it that is not there.</param>
/// <param name="Symbol">What a name that is known there means; of overloads one.</param>
internal sealed record Beginning(string Text, double Likelihood, bool IsSpaced, ISymbol? Symbol = null)
{
    // How many of each sort are looked at.
    private const int Tried = 12;

    // Of so many names it is asked whether they can become what is wanted.
    private const int Looked = 48;

    // Beside one that can.
    private const double Hopeless = 1e-3;

    // A name that the file does not know must be this likely: it takes a using.
    private const double LeastUnknown = 0.3;

    // Of names that nobody used after these tokens, beside what somebody did.
    private const double Unseen = 0.02;

    /// <summary>What may come next, the likeliest first. Where a receiver stands, only names; elsewhere, whatever came next before.</summary>
    /// <param name="context">The caret.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IEnumerable<Beginning> At(CaretContext context, CancellationToken cancellationToken)
    {
        var (caret, usage) = (context.Caret, context.Usage);
        bool Goes(string text) => text.StartsWith(caret.Typed, StringComparison.Ordinal);
        var names = context.Names.Where(name => Goes(name.Name)).ToList();
        var next = usage.Model.Next(usage.Before, Tried * 2, token => Goes(usage.Vocabulary.TextOf(token)), cancellationToken)
            .Select(one => new Next(usage.Vocabulary.TextOf(one.Token), one.Likelihood, caret.IsMember ? "" : SpaceBefore(caret, one.Gap))).ToList();
        var used = next.Where(one => CodeTokens.IsName(one.Text)).ToList();
        // Where a type is wanted, a name that is none is known all the same; types begin with a capital.
        var unknown = used.Where(one => one.Space is not null && (context.Prospect.IsAnywhere || char.IsUpper(one.Text[0]) || one.Text == "var") && !names.Exists(name => name.Name == one.Text)).ToList();
        var others = next.Where(one => !caret.IsMember && one.Space is not null && !CodeTokens.IsName(one.Text) && one.Text != CodeTokens.AnyText).ToList();
        // A name that stands on another line elsewhere, or none, does not follow here.
        var space = used.Count == 0 ? "" : used.MaxBy(one => one.Likelihood)!.Space;
        var (all, strange) = (names.Sum(name => name.Likelihood), unknown.Sum(one => one.Likelihood));
        var known = names.Count == 0 || space is null ? 0 : caret.IsMember ? all * (1 - strange) : Math.Max(Unseen, used.Sum(one => one.Likelihood) - strange);
        var sum = caret.Typed.Length == 0 ? 1 : known + strange + others.Sum(one => one.Likelihood);
        var hopes = names.Take(known > 0 ? Looked : 0).Select(name => (Name: name, Likelihood: name.Likelihood * (context.Prospect.Of(name.Symbol) ? 1 : Hopeless))).ToList();
        all += hopes.Sum(one => one.Likelihood - one.Name.Likelihood);
        return hopes.Select(one => new Beginning(one.Name.Name, one.Likelihood / all * known / sum, space == " ", one.Name.Symbol))
            .OrderByDescending(one => one.Likelihood).Take(Tried)
            .Concat(unknown.Where(one => one.Likelihood / sum >= LeastUnknown).Concat(others).Select(one => new Beginning(one.Text, one.Likelihood / sum, one.Space == " ")))
            .OrderByDescending(one => one.Likelihood);
    }

    // A token that came next elsewhere, and what is missing before it here; null where it does not follow.
    private sealed record Next(string Text, double Likelihood, string? Space);

    // What is missing between the caret and a token that elsewhere stands behind a gap; null where it does not follow here.
    private static string? SpaceBefore(Caret caret, Gap usual) => (caret.Typed.Length > 0 ? usual : caret.Gap, usual) switch
    {
        (Gap.Line, not Gap.Line) => null,
        (not Gap.Line, Gap.Line) => null,
        (Gap.Space, Gap.None) => null,
        (Gap.None, Gap.Space) => " ",
        _ => "",
    };
}
