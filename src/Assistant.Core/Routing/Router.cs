using System.Collections.Immutable;
using Assistant.Core.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Routing;

/// <summary>
/// Says which tier tries first. A short table, read from the top, the first line that fits decides; what is not told by it is
/// small. A wrong guess costs time and nothing else: the verifier decides whether the next tier is asked.
/// </summary>
public static class Router
{
    /// <summary>Lines of a member of which a model writes too many anew to get all of them right; 80% of pull requests of up to ten lines succeed and 64% of those of 101 to 500 (dotnet/runtime, 878 pull requests).</summary>
    private const int ManyLines = 60;

    /// <summary>Different names in a member, each of which may be used wrongly. Of members of 50 to 70 lines one in ten has more than 63 (Serilog, Polly and this project: 32 such members); of shorter ones 56 in 6,600 have more than 60.</summary>
    private const int ManyNames = 60;

    /// <summary>Lines of a member in which a change is not a small one any more, where the large model costs nobody time.</summary>
    private const int SeveralLines = 20;

    /// <summary>Seconds until a model has read a prompt, of which nobody minds the one and everybody the other.</summary>
    private const double Short = 2;
    private const double Long = 60;

    /// <summary>Errors in one member that are not one slip any more.</summary>
    private const int ManyDiagnostics = 4;

    /// <summary>Words of a question, and things it names, that are not a small question any more.</summary>
    private const int ManyWords = 60;
    private const int ManySubjects = 3;

    // Smallest first.
    private static readonly string[] Tiers = ["small", "large"];

    // That a member or a whole interface is missing, that generic types do not fit: the answer is code that is not there yet.
    private static readonly Dictionary<string, string> Hard = new(StringComparer.Ordinal)
    {
        ["CS0534"] = "abstract members are to be written",
        ["CS0535"] = "an interface is to be implemented",
        ["CS0738"] = "an interface is to be implemented",
        ["CS0311"] = "generic types do not fit",
        ["CS0314"] = "generic types do not fit",
        ["CS0411"] = "type arguments are to be found",
        ["CS8509"] = "cases of a switch are to be written",
    };

    private static readonly string[] HardWords =
    [
        "refactor", "extract", "split", "rewrite", "redesign", "implement", "generic", "thread", "parallel", "async", "cache", "performance", "faster", "optimize", "optimise", "everywhere", "all callers", "interface", "pattern",
    ];

    // To be told what an interface is, is a small question, and to be told to write one is not.
    private static readonly string[] HardQuestions = ["refactor", "extract", "split", "rewrite", "redesign", "implement", "optimize", "optimise", "everywhere", "all callers"];

    /// <summary>The route of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="tiers">Tiers that have a model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Route> RouteAsync(ContextTask task, ImmutableArray<RoutedTier> tiers, CancellationToken cancellationToken) =>
        RouteOf(await FeaturesAsync(task, cancellationToken), tiers);

    /// <summary>The route of a question in a conversation.</summary>
    /// <param name="question">Its words.</param>
    /// <param name="subjects">How many things it is about.</param>
    /// <param name="tiers">Tiers that have a model.</param>
    public static Route OfQuestion(string question, int subjects, ImmutableArray<RoutedTier> tiers)
    {
        ImmutableArray<string> upwards = [.. Tiers.Where(name => tiers.Any(tier => tier.Name == name))];
        if (upwards.Length < 2)
            return new Route(upwards, upwards.IsEmpty ? "no model is configured" : "no other model is configured");
        var words = question.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
        var reason = HardQuestions.FirstOrDefault(word => question.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } hard ? $"the question says '{hard}'"
            : words > ManyWords ? $"a question of {words} words"
            : subjects > ManySubjects ? $"a question about {subjects} things"
            : null;
        return reason is null ? new Route(upwards, "a small question") : Upwards(upwards, reason, tiers);
    }

    /// <summary>The route of a task of which this much is known.</summary>
    public static Route RouteOf(TaskFeatures features, ImmutableArray<RoutedTier> tiers)
    {
        ImmutableArray<string> upwards = [.. Tiers.Where(name => tiers.Any(tier => tier.Name == name))];
        if (upwards.Length < 2)
            return new Route(upwards, upwards.IsEmpty ? "no model is configured" : "no other model is configured");
        if (Why(features) is { } reason)
            return Upwards(upwards, reason, tiers);
        if (features.Instruction is not null && features.Lines > SeveralLines && tiers.First(tier => tier.Name == upwards[^1]).PromptSeconds < Short)
            return new Route([upwards[^1]], $"a change of a member of {Count(features.Lines)}, and here the {upwards[^1]} model answers at once");
        return new Route(upwards, features.Instruction is null ? $"{features.Diagnostic ?? "a diagnostic"} in a member of {Count(features.Lines)}" : $"a change of a member of {Count(features.Lines)}");
    }

    // The small one is not asked at all: what it is too hard for it does not become easier for. Where the large one is a burden, it
    // is worth the try.
    private static Route Upwards(ImmutableArray<string> upwards, string reason, ImmutableArray<RoutedTier> tiers) =>
        tiers.First(tier => tier.Name == upwards[^1]).PromptSeconds is { } seconds and > Long
            ? new Route(upwards, $"{reason}, but here the {upwards[^1]} model reads {seconds:0} seconds before it answers")
            : new Route([upwards[^1]], reason);

    private static string? Why(TaskFeatures features) => features switch
    {
        { Diagnostic: { } id } when Hard.TryGetValue(id, out var reason) => reason,
        { Diagnostics: >= ManyDiagnostics } => $"{features.Diagnostics} diagnostics in one member",
        { Lines: > ManyLines } => $"the member has {Count(features.Lines)}",
        { Names: > ManyNames } => $"the member uses {features.Names} names",
        { Instruction: { } words } when HardWords.FirstOrDefault(word => words.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } word => $"the instruction says '{word}'",
        { IsVisible: true, Instruction: { } words } when words.Contains("parameter", StringComparison.OrdinalIgnoreCase) || words.Contains("signature", StringComparison.OrdinalIgnoreCase) => "what others call is to change",
        _ => null,
    };

    private static string Count(int lines) => lines == 1 ? "one line" : $"{lines} lines";

    private static async Task<TaskFeatures> FeaturesAsync(ContextTask task, CancellationToken cancellationToken)
    {
        var root = (await task.Document.GetSyntaxRootAsync(cancellationToken))!;
        var member = root.FindNode(task.Place, getInnermostNodeForTie: true).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var lines = member is null ? 1 : member.GetLocation().GetLineSpan().Span is var span ? span.End.Line - span.Start.Line + 1 : 1;
        var isVisible = member?.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword) ?? false;
        return new TaskFeatures(task.Diagnostics.IsEmpty ? null : task.Diagnostics[0].Id, task.Diagnostics.Length, lines, isVisible, task.Instruction)
        {
            Names = member?.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).Distinct(StringComparer.Ordinal).Count() ?? 0,
        };
    }
}
