namespace Assistant.ModelHost.Gguf;

/// <summary>The tokens of a model. No two have the same text.</summary>
/// <param name="Tokens">Their texts as they stand in the file; those of a byte-level vocabulary spell bytes with letters.</param>
/// <param name="Types">The type of each, empty when the file does not say.</param>
public sealed record GgufVocabulary(IReadOnlyList<string> Tokens, IReadOnlyList<int> Types)
{
    private const int Unknown = 2;
    private const int Control = 3;
    private const int UserDefined = 4;

    // llama.cpp makes these control tokens by their texts, whatever type the file gives them (llama-vocab.cpp).
    private static readonly HashSet<string> ControlByText =
    [
        "<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|end_of_text|>", "<EOT>", "_<EOT>", "[EOT]", "[EOS]", "<eos>", "</s>",
        "<｜end▁of▁sentence｜>", "<end_of_utterance>", "<|eom_id|>", "<|return|>", "<|call|>", "<|flush|>", "<|calls|>", "<turn|>", "<|tool_response>", "[e~[",
        "<|fim_prefix|>", "<fim-prefix>", "<fim_prefix>", "<｜fim▁begin｜>", "<PRE>", "▁<PRE>", "<|code_prefix|>", "<|prefix|>",
        "<|fim_suffix|>", "<fim-suffix>", "<fim_suffix>", "<｜fim▁hole｜>", "<SUF>", "▁<SUF>", "<|code_suffix|>", "<|suffix|>",
        "<|fim_middle|>", "<fim-middle>", "<fim_middle>", "<｜fim▁end｜>", "<MID>", "▁<MID>", "<|code_middle|>", "<|middle|>",
        "<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]", "<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>", "<|file_sep|>",
        "<|channel|>", "<|message|>", "<|start|>", "<|constrain|>",
    ];

    /// <summary>The texts that llama.cpp takes for one token wherever they stand: those that are control, user-defined or unknown.</summary>
    public IReadOnlySet<string> ControlTexts()
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var token = 0; token < Tokens.Count; token++)
        {
            var special = token < Types.Count && Types[token] is Unknown or Control or UserDefined;
            if ((special || ControlByText.Contains(Tokens[token])) && !string.IsNullOrWhiteSpace(Tokens[token]))
                texts.Add(Tokens[token]);
        }
        return texts;
    }
}
