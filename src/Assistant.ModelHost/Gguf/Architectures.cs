namespace Assistant.ModelHost.Gguf;

/// <summary>
/// The kinds of models that are loaded: those that answer token by token. llama.cpp also reads encoders, models of speech and of
/// images, and the drafts of other models; asked for the next token they end the process. The list is of version 0.4.0 and of models
/// that somebody may want for code.
/// </summary>
internal static class Architectures
{
    // Their graphs assert that a head of keys is as wide as one of values, and is turned as a whole.
    private static readonly HashSet<string> WholeHeads = new(StringComparer.Ordinal) { "llama", "mistral3", "qwen2", "qwen2moe", "qwen3", "qwen3moe" };

    // Gated delta nets, sized by the keys "ssm".
    private static readonly HashSet<string> DeltaNets = new(StringComparer.Ordinal) { "qwen3next", "qwen35", "qwen35moe" };

    // Their positions have several parts.
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal) { "qwen35", "qwen35moe" };

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "llama", "mistral3", "qwen2", "qwen2moe", "qwen3", "qwen3moe", "qwen3next", "qwen35", "qwen35moe",
        "codeshell", "command-r", "cohere2", "deepseek2", "ernie4_5", "exaone4", "falcon-h1", "gemma", "gemma2", "gemma3", "glm4", "glm4moe",
        "gpt-oss", "granite", "granitehybrid", "granitemoe", "lfm2", "lfm2moe", "mellum", "olmo2", "phi3", "seed_oss", "smollm3", "starcoder2",
    };

    public static bool IsKnown(string architecture) => Known.Contains(architecture);

    public static bool HasWholeHeads(string architecture) => WholeHeads.Contains(architecture);

    public static bool HasDeltaNet(string architecture) => DeltaNets.Contains(architecture);

    public static bool HasSections(string architecture) => Sections.Contains(architecture);
}
