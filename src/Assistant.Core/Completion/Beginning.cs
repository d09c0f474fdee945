namespace Assistant.Core.Completion;

/// <summary>A token that may come next at a caret.</summary>
/// <param name="Text">All of it, with what of it has been typed.</param>
/// <param name="Likelihood">From 0 to 1, of all that may stand there.</param>
/// <param name="IsSpaced">Whether a space belongs in front of it that is not there.</param>
internal sealed record Beginning(string Text, double Likelihood, bool IsSpaced)
{
    // How many of each sort are looked at.
    private const int Tried = 12;

    // Of names that nobody used after these tokens, beside what somebody did.
    private const double Unseen = 0.02;

    /// <summary>What may come next, the likeliest first. Where a receiver stands, only names; elsewhere, whatever came next before.</summary>
    public static IEnumerable<Beginning> At(CaretContext context)
    {
        var (caret, usage) = (context.Caret, context.Usage);
        bool Goes(string text) => text.Length > caret.Typed.Length && text.StartsWith(caret.Typed, StringComparison.Ordinal);
        var names = context.Names.Where(name => Goes(name.Name)).ToList();
        var all = names.Sum(name => name.Likelihood);
        if (caret.IsMember)
            return names.Take(Tried).Select(name => new Beginning(name.Name, name.Likelihood / all, IsSpaced: false));
        var next = usage.Model.Next(usage.Before, Tried * 2, token => Goes(usage.Vocabulary.TextOf(token)))
            .Select(one => (Text: usage.Vocabulary.TextOf(one.Token), one.Likelihood, Space: SpaceBefore(caret, one.Gap))).ToList();
        var (used, others) = (next.Where(one => CodeTokens.IsName(one.Text)).ToList(), next.Where(one => !CodeTokens.IsName(one.Text) && one.Text != CodeTokens.AnyText && one.Space is not null));
        // A name that stands on another line elsewhere, or none, does not follow here.
        var space = used.Count == 0 ? "" : used.MaxBy(one => one.Likelihood).Space;
        var ofNames = space is null ? 0 : Math.Max(Unseen, used.Sum(one => one.Likelihood));
        var sum = caret.Typed.Length == 0 ? 1 : ofNames + others.Sum(one => one.Likelihood);
        return names.Take(ofNames > 0 ? Tried : 0).Select(name => new Beginning(name.Name, name.Likelihood / all * ofNames / sum, space == " "))
            .Concat(others.Select(one => new Beginning(one.Text, one.Likelihood / sum, one.Space == " ")))
            .OrderByDescending(one => one.Likelihood);
    }

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
