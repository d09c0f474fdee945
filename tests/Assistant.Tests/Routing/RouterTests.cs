using Assistant.Core.Routing;
using Xunit;

namespace Assistant.Tests.Routing;

/// <summary>Who is asked first, and why.</summary>
public sealed class RouterTests
{
    [Theory]
    // Diagnostic, how many, lines, whether others see it, instruction.
    [InlineData("CS1061", 1, 12, true, null, "small, large: CS1061 in a member of 12 lines")]
    [InlineData("CS1061", 1, 1, true, null, "small, large: CS1061 in a member of one line")]
    [InlineData("CS0535", 1, 12, true, null, "large: an interface is to be implemented")]
    [InlineData("CS1061", 4, 12, true, null, "large: 4 diagnostics in one member")]
    [InlineData("CS1061", 3, 60, true, null, "small, large: CS1061 in a member of 60 lines")]
    [InlineData("CS1061", 1, 61, true, null, "large: the member has 61 lines")]
    [InlineData(null, 0, 9, true, "return an empty list instead of null", "small, large: a change of a member of 9 lines")]
    [InlineData(null, 0, 9, true, "Refactor this into two methods", "large: the instruction says 'refactor'")]
    [InlineData(null, 0, 9, true, "rename the parameter", "large: what others call is to change")]
    [InlineData(null, 0, 9, false, "rename the parameter", "small, large: a change of a member of 9 lines")]
    public void What_is_hard_for_a_small_model_is_not_asked_of_it(string? diagnostic, int count, int lines, bool isVisible, string? instruction, string expected)
    {
        var route = Router.RouteOf(new TaskFeatures(diagnostic, count, lines, isVisible, instruction), [new RoutedTier("small", null), new RoutedTier("large", null)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    [InlineData(60, "small, large: CS1061 in a member of 12 lines")]
    [InlineData(61, "large: the member uses 61 names")]
    public void A_member_of_many_names_is_for_the_large_model(int names, string expected)
    {
        var route = Router.RouteOf(new TaskFeatures("CS1061", 1, 12, true, null) { Names = names }, [new RoutedTier("small", null), new RoutedTier("large", null)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    // What the large model costs on this machine: seconds until it has read a prompt.
    [InlineData("CS0535", 12, null, 90.0, "small, large: an interface is to be implemented, but here the large model reads 90 seconds before it answers")]
    [InlineData("CS0535", 12, null, 60.0, "large: an interface is to be implemented")]
    [InlineData(null, 21, "return an empty list", 1.0, "large: a change of a member of 21 lines, and here the large model answers at once")]
    [InlineData(null, 20, "return an empty list", 1.0, "small, large: a change of a member of 20 lines")]
    [InlineData(null, 21, "return an empty list", 2.0, "small, large: a change of a member of 21 lines")]
    [InlineData("CS1061", 21, null, 0.1, "small, large: CS1061 in a member of 21 lines")]
    public void What_the_machine_makes_of_the_large_model_moves_the_border(string? diagnostic, int lines, string? instruction, double seconds, string expected)
    {
        var route = Router.RouteOf(new TaskFeatures(diagnostic, diagnostic is null ? 0 : 1, lines, false, instruction), [new RoutedTier("small", 0.1), new RoutedTier("large", seconds)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    [InlineData("small", "small: no other model is configured")]
    [InlineData("large", "large: no other model is configured")]
    [InlineData("", ": no model is configured")]
    public void Where_there_is_no_choice_it_is_said(string tier, string expected)
    {
        var route = Router.RouteOf(new TaskFeatures("CS0535", 9, 900, true, null), tier.Length == 0 ? [] : [new RoutedTier(tier, null)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    // A question, how many things it is about, seconds until the large model has read it, and who is asked.
    [InlineData("What is this?", 0, null, "small, large: a small question")]
    [InlineData("What is this?", 3, null, "small, large: a small question")]
    [InlineData("What is this?", 4, null, "large: a question about 4 things")]
    [InlineData("What is an interface, and is it async?", 1, null, "small, large: a small question")]
    [InlineData("REFACTOR this", 1, null, "large: the question says 'refactor'")]
    [InlineData("Please implement it for\nall callers", 9, null, "large: the question says 'implement'")]
    [InlineData("Rename it for all callers", 1, null, "large: the question says 'all callers'")]
    [InlineData("Rewrite it", 1, 61.0, "small, large: the question says 'rewrite', but here the large model reads 61 seconds before it answers")]
    [InlineData("Rewrite it", 1, 60.0, "large: the question says 'rewrite'")]
    [InlineData("", 0, null, "small, large: a small question")]
    public void A_question_says_how_hard_it_is(string question, int subjects, double? seconds, string expected)
    {
        var route = Router.OfQuestion(question, subjects, [new RoutedTier("small", 0.1), new RoutedTier("large", seconds)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    [InlineData(60, "small, large: a small question")]
    [InlineData(61, "large: a question of 61 words")]
    public void A_long_question_is_for_the_large_model(int words, string expected)
    {
        var route = Router.OfQuestion(string.Join("\n ", Enumerable.Repeat("word", words)), 0, [new RoutedTier("small", null), new RoutedTier("large", null)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }

    [Theory]
    [InlineData("small", "small: no other model is configured")]
    [InlineData("large", "large: no other model is configured")]
    [InlineData("", ": no model is configured")]
    public void A_question_is_asked_of_whoever_is_there(string tier, string expected)
    {
        var route = Router.OfQuestion("Refactor it", 9, tier.Length == 0 ? [] : [new RoutedTier(tier, null)]);
        Assert.Equal(expected, $"{string.Join(", ", route.Order)}: {route.Reason}");
    }
}
