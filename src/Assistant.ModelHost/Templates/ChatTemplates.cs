using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// The formats that are known, chosen by a model's architecture and control tokens. The template in a file is a program for
/// another engine: it is never run, there is nothing here that could, and files that others have packed again often have it
/// edited. It is only looked at as text where one word tells two models apart.
/// </summary>
public static class ChatTemplates
{
    private static readonly string[] ChatMlArchitectures =
        ["llama", "qwen2", "qwen2moe", "qwen2vl", "qwen3", "qwen3moe", "qwen3next", "qwen3vl", "qwen3vlmoe", "qwen35", "qwen35moe"];

    /// <summary>The format of a model; null when it is not known, and then the model can only complete text.</summary>
    public static ChatTemplate? For(ModelFacts facts) => facts.Architecture switch
    {
        "gemma4" => Has(facts, "<|turn>", "<turn|>", "<|channel>", "<channel|>") ? new Gemma4Template() : null,
        "gemma" or "gemma2" or "gemma3" or "gemma3n" => Has(facts, "<start_of_turn>", "<end_of_turn>") ? new GemmaTemplate() : null,
        "gpt-oss" => Has(facts, "<|start|>", "<|channel|>", "<|message|>", "<|end|>") ? new HarmonyTemplate() : null,
        "chatglm" or "glm4" or "glm4moe" or "deepseek2" => Has(facts, "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>") ? Glm(facts) : null,
        "llama" when Has(facts, "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>") => new Llama3Template(),
        "llama" or "mistral3" when Has(facts, "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[INST]", "[/INST]", "</s>") => IsTekken(facts) ? new MistralTemplate() : null,
        var name when ChatMlArchitectures.Contains(name, StringComparer.Ordinal) && Has(facts, "<|im_start|>", "<|im_end|>") && !Has(facts, "<|im_sep|>") =>
            new ChatMlTemplate(ThinkingTokens.Of(facts), trims: name.StartsWith("qwen35", StringComparison.Ordinal)),
        _ => null,
    };

    private static ChatTemplate? Glm(ModelFacts facts)
    {
        if (facts.Architecture is "chatglm" or "glm4")
            return new Glm4Template();
        if (ThinkingTokens.Of(facts) is not { } thinking)
            return null;
        // 4.5 and 4.6 are told in words not to think, later ones by the mark alone.
        var isEarly = facts.Architecture == "glm4moe" && facts.Template?.Contains("/nothink", StringComparison.Ordinal) != false;
        return isEarly ? new Glm45Template(thinking) : new Glm47Template(thinking);
    }

    // The older tokenizer, with which the same marks have spaces around them, names its unused tokens in another way.
    private static bool IsTekken(ModelFacts facts) => facts.ControlTokens.Any(token => token.StartsWith("<SPECIAL_", StringComparison.Ordinal));

    private static bool Has(ModelFacts facts, params ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
        {
            if (!facts.ControlTokens.Contains(token))
                return false;
        }

        return true;
    }
}
