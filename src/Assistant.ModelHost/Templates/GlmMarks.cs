namespace Assistant.ModelHost.Templates;

/// <summary>What the formats of GLM have in common.</summary>
internal static class GlmMarks
{
    /// <summary>There is no token that ends a message: the next role ends it.</summary>
    public static IReadOnlyList<string> Stops { get; } = ["<|endoftext|>", "<|user|>", "<|observation|>"];

    public static PromptBuilder Begin(PromptBuilder prompt) => prompt.Control("[gMASK]").Control("<sop>");

    public static PromptBuilder Role(PromptBuilder prompt, string role) => prompt.Control($"<|{role}|>");
}
