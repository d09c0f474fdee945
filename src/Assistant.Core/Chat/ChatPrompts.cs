using Assistant.Core.Proposing.Models;

namespace Assistant.Core.Chat;

/// <summary>What models are told in a conversation; the texts are files beside this one.</summary>
internal static class ChatPrompts
{
    private const int MostDiagnostics = 6;

    private static readonly string Rejected = PromptText.Named("chatRejected");

    /// <summary>What holds for every answer.</summary>
    public static string Law { get; } = PromptText.Named("chat").Trim();

    /// <summary>What is said to an answer of which blocks were rejected.</summary>
    public static string Evidence(IEnumerable<JudgedBlock> rejected) => PromptText.Filled(Rejected, ("problems", string.Join('\n', rejected.Select(Problem))));

    private static string Problem(JudgedBlock block) => string.Join('\n', block.NewDiagnostics.Take(MostDiagnostics).Select(found => $"{found.Id}: {found.Message}{(found.Path is null ? "" : $" ({found.Path}:{found.Line})")}")
        .Concat(block.Silencing.Select(found => $"it hides something: {found.Rule}").Distinct(StringComparer.Ordinal))
        .DefaultIfEmpty(block.Reason ?? "it does not compile").Prepend($"{block.Title}:"));
}
