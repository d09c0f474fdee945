using Assistant.Platform;

namespace Assistant.RandomModels;

/// <summary>
/// Writes model files of random weights, exact in everything that takes time or memory, so that a machine can be measured, and the host
/// tested, without weights in the repository or from a server. The same shape and
/// seed give the same bytes. The f32 ones answer with varied, meaningless text of whole characters and never stop by themselves.
/// </summary>
public static class RandomModel
{
    private const string ChatTemplate =
        "{%- for message in messages -%}{{'<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n'}}{%- endfor -%}"
        + "{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}";

    /// <summary>Writes a model to a new file, or over an old one; the path holds all of it or nothing.</summary>
    /// <param name="shape">Its shape, see <see cref="ModelShapes"/>.</param>
    /// <param name="path">The file, in a folder of this program's own.</param>
    /// <param name="seed">Another seed gives other weights.</param>
    /// <param name="cancellationToken">Ends it; nothing is at the path then.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(ModelShape shape, string path, int seed = 1, CancellationToken cancellationToken = default) =>
        Files.WriteOwnWhole(path, file => Write(shape, file, seed, cancellationToken));

    /// <summary>Writes a model to a stream that knows its position.</summary>
    public static void Write(ModelShape shape, Stream output, int seed = 1, CancellationToken cancellationToken = default)
    {
        var vocabulary = shape.Says is null ? PageVocabulary.Of(shape.VocabularySize) : PageVocabulary.Fresh();
        var says = shape.Says is { } text ? vocabulary.AddWhole(text) : default(int?);
        var writer = new GgufWriter();
        AddShape(writer, shape);
        AddTokenizer(writer, shape, vocabulary);
        TensorList.Add(writer, shape, vocabulary.Tokens.Count);
        var weights = new RandomWeights(vocabulary, seed, cancellationToken);
        writer.Write(output, says is { } answer ? (tensor, data) => FixedWeights.Fill(tensor, data, answer, vocabulary.Special("<|im_end|>"), weights) : weights.Fill);
    }

    /// <summary>A model in memory, for tests of what reads it.</summary>
    public static byte[] Bytes(ModelShape shape, int seed = 1)
    {
        using var memory = new MemoryStream();
        Write(shape, memory, seed);
        return memory.ToArray();
    }

    private static void AddShape(GgufWriter writer, ModelShape shape)
    {
        const uint allF32 = 0, mostlyQ4KMedium = 15;
        writer.Add("general.architecture", shape.Architecture);
        writer.Add("general.name", shape.Name);
        writer.Add("general.file_type", shape.Quantised ? mostlyQ4KMedium : allF32);
        void Number(string key, int value) => writer.Add($"{shape.Architecture}.{key}", (uint)value);
        Number("block_count", shape.Layers);
        Number("context_length", shape.ContextLength);
        Number("embedding_length", shape.Width);
        Number("feed_forward_length", shape.FeedForward);
        Number("attention.head_count", shape.Heads);
        Number("attention.head_count_kv", shape.KeyValueHeads);
        Number("attention.key_length", shape.HeadSize);
        Number("attention.value_length", shape.HeadSize);
        writer.Add($"{shape.Architecture}.attention.layer_norm_rms_epsilon", 1e-6f);
        writer.Add($"{shape.Architecture}.rope.freq_base", 1_000_000f);
        if (shape.Experts is { } experts)
        {
            Number("expert_count", experts.Count);
            Number("expert_used_count", experts.Used);
            Number("expert_feed_forward_length", experts.FeedForward);
        }
        if (shape.Recurrent is { } recurrent)
        {
            Number("rope.dimension_count", shape.HeadSize);
            var quarter = shape.HeadSize / 4;
            writer.Add($"{shape.Architecture}.rope.dimension_sections", [quarter, quarter / 2, quarter / 2, 0]);
            Number("full_attention_interval", recurrent.FullAttentionInterval);
            Number("ssm.conv_kernel", recurrent.Kernel);
            Number("ssm.state_size", recurrent.StateSize);
            Number("ssm.group_count", recurrent.KeyHeads);
            Number("ssm.time_step_rank", recurrent.ValueHeads);
            Number("ssm.inner_size", recurrent.ValueHeads * recurrent.StateSize);
        }
    }

    private static void AddTokenizer(GgufWriter writer, ModelShape shape, BpeVocabulary vocabulary)
    {
        writer.Add("tokenizer.ggml.model", "gpt2");
        writer.Add("tokenizer.ggml.pre", shape.Architecture == "qwen35" ? "qwen35" : "qwen2");
        writer.Add("tokenizer.ggml.tokens", vocabulary.Tokens);
        writer.Add("tokenizer.ggml.token_type", vocabulary.Types);
        writer.Add("tokenizer.ggml.merges", vocabulary.Merges);
        void Token(string key, string special) => writer.Add($"tokenizer.ggml.{key}_token_id", (uint)vocabulary.Special(special));
        Token("eos", "<|im_end|>");
        Token("padding", "<|endoftext|>");
        Token("bos", "<|endoftext|>");
        Token("fim_pre", "<|fim_prefix|>");
        Token("fim_suf", "<|fim_suffix|>");
        Token("fim_mid", "<|fim_middle|>");
        writer.Add("tokenizer.ggml.add_bos_token", false);
        writer.Add("tokenizer.chat_template", ChatTemplate);
    }
}
