using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Templates;

/// <summary>
/// The formats for a gap that are known, chosen by which marks a model has as tokens. Sources: the models' own pages, and the
/// marks that src/llama-vocab.cpp of llama.cpp looks for.
/// </summary>
public static class FillFormats
{
    private static readonly string[] QwenStops = ["<|endoftext|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|file_separator|>", "<|fim_prefix|>", "<|im_end|>", "<eos>"];
    private static readonly string[] StarCoderStops = ["<|endoftext|>", "<fim_pad>", "<file_sep>", "<repo_name>", "<filename>", "<fim_prefix>"];

    /// <summary>The format of a model; null when it has none.</summary>
    public static FillFormat? For(ModelFacts facts)
    {
        if (Has(facts, "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"))
            return new FillFormat("Qwen", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", isSuffixFirst: false, QwenStops);
        if (Has(facts, "<fim_prefix>", "<fim_suffix>", "<fim_middle>"))
        {
            // Mellum has StarCoder's marks in the body of a Llama, and was taught the suffix first.
            var isMellum = facts.Architecture == "llama" && facts.ControlTokens.Contains("<filename>");
            return new FillFormat(isMellum ? "Mellum" : "StarCoder", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", isMellum, StarCoderStops);
        }

        if (Has(facts, "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"))
            return new FillFormat("DeepSeek", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", isSuffixFirst: false, ["<｜end▁of▁sentence｜>", "<|EOT|>"]);
        // Codestral goes on where the prefix ends, without a mark.
        return Has(facts, "[PREFIX]", "[SUFFIX]") ? new FillFormat("Codestral", "[PREFIX]", "[SUFFIX]", null, isSuffixFirst: true, ["</s>"]) : null;
    }

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
