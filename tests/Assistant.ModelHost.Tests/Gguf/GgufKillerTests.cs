using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>
/// Files on which llama.cpp 0.4.0 ended its process when it was given them, found by its assertions and by mutation, and some that it
/// refuses or runs in this build but that stand one number beside those.
/// </summary>
public sealed class GgufKillerTests
{
    private const string Damaged = "The file is damaged";

    private static readonly Dictionary<string, (byte[] Model, Action<GgufParts> Change, string Expected)> Killers = new(StringComparer.Ordinal)
    {
        ["a billion layers"] = (Models.Dense, static parts => parts.Set("qwen3.block_count", 1_000_000_000), "qwen3.block_count is 1,000,000,000"),
        ["no layers"] = (Models.Dense, static parts => parts.Set("qwen3.block_count", 0), "qwen3.block_count is 0"),
        ["one layer more than llama.cpp has room for"] = (Models.Dense, static parts => parts.Set("qwen3.block_count", 513), "from 1 to 512"),
        ["more layers for drafts than layers"] = (Models.Dense, static parts => parts.Set("qwen3.nextn_predict_layers", 3), "nextn_predict_layers is 3"),
        ["more experts used than there are"] = (Models.Experts, static parts => parts.Set("qwen3moe.expert_used_count", 9), "a token uses 9 of them"),
        ["more used in one layer"] = (Models.Experts, static parts => parts.SetList("qwen3moe.expert_used_count", GgufParts.UInt32, GgufParts.Bytes(2), GgufParts.Bytes(9)), "a token uses 9 of them"),
        ["no experts, but used"] = (Models.Experts, static parts => parts.Set("qwen3moe.expert_count", 0), "The model has 0 experts"),
        ["experts, but none used"] = (Models.Experts, static parts => parts.Set("qwen3moe.expert_used_count", 0), "uses none of them"),
        ["experts in a dense model"] = (Models.Dense, static parts => parts.Set("qwen3.expert_count", 8), "uses none of them"),
        ["too many experts"] = (Models.Experts, static parts => parts.Set("qwen3moe.expert_count", 1_025), "from 0 to 1,024"),
        ["groups without experts"] = (Models.Dense, static parts => parts.Set("qwen3.expert_group_count", 2), "in 2 groups"),
        ["groups that do not fit"] = (Models.Experts, static parts => parts.Set("qwen3moe.expert_group_count", 3), "in 3 groups"),
        ["no heads"] = (Models.Dense, static parts => parts.Set("qwen3.attention.head_count", 0), "head_count is missing or 0"),
        ["no heads of keys"] = (Models.Dense, static parts => parts.Set("qwen3.attention.head_count_kv", 0), "head_count_kv is 0"),
        ["heads that cannot be shared"] = (Models.Dense, static parts => parts.Set("qwen3.attention.head_count_kv", 3), "no whole number each"),
        ["a width that cannot be shared"] = (Models.Dense, static parts => Reshape(parts), "cannot be shared by 3 heads"),
        ["heads that are not as wide as the model"] = (Models.Dense, static parts => ToQwen2(parts), "for the heads of its layer it must have 12,160 numbers"),
        ["keys and values of two widths"] = (Models.Dense, static parts => parts.Set("qwen3.attention.value_length", 64), "has one width for them"),
        ["half a head turned"] = (Models.Dense, static parts => parts.Set("qwen3.rope.dimension_count", 16), "has one width for them"),
        ["more than a head turned"] = (Models.Hybrid, static parts => parts.Set("qwen35.rope.dimension_count", uint.MaxValue), "rope.dimension_count is"),
        ["no parts of a position"] = (Models.Hybrid, static parts => Sections(parts, 0, 0, 0, 0), "together 1 to 32"),
        ["only a part for pictures"] = (Models.Hybrid, static parts => Sections(parts, 0, 0, 0, 8), "together 1 to 32"),
        ["too large parts of a position"] = (Models.Hybrid, static parts => Sections(parts, 20, 20, 20, 0), "together 1 to 32"),
        ["an unknown scaling of positions"] = (Models.Dense, static parts => parts.Set("qwen3.rope.scaling.type", "yarm"), "\"yarm\""),
        ["a negative epsilon"] = (Models.Dense, static parts => parts.Set("qwen3.attention.layer_norm_rms_epsilon", -1f), "epsilon is -1"),
        ["an epsilon that is no number"] = (Models.Dense, static parts => parts.Set("qwen3.attention.layer_norm_rms_epsilon", float.NaN), "epsilon is NaN"),
        ["an interval of 0"] = (Models.Hybrid, static parts => parts.Set("qwen35.full_attention_interval", 0), "full_attention_interval is 0"),
        ["recurrent heads that do not fit"] = (Models.Hybrid, static parts => parts.Set("qwen35.ssm.inner_size", 253), "That does not fit"),
        ["recurrent heads that cannot be shared"] = (Models.Hybrid, static parts => parts.Set("qwen35.ssm.group_count", 3), "That does not fit"),
        ["two tokens of one text"] = (Models.Dense, static parts => parts.SetToken(300, "a"u8.ToArray()), "twice"),
        ["two tokens of one text up to a zero"] = (Models.Dense, static parts => parts.SetToken(300, "a\0b"u8.ToArray()), "twice"),
        ["a token that is not UTF-8"] = (Models.Dense, static parts => parts.SetToken(300, [0xFF, 0xFE]), "not UTF-8"),
        ["a vocabulary without bytes"] = (Models.Dense, static parts => parts.Set("tokenizer.ggml.model", "llama"), "no token for the byte"),
        ["no vocabulary"] = (Models.Dense, static parts => parts.Set("tokenizer.ggml.model", "no_vocab"), "The tokenizer is \"no_vocab\""),
        ["too few types of tokens"] = (Models.Dense, static parts => parts.SetList("tokenizer.ggml.token_type", GgufParts.Int32, GgufParts.Bytes(1)), "1 types of tokens"),
        ["merges that are numbers"] = (Models.Dense, static parts => parts.SetList("tokenizer.ggml.merges", GgufParts.Int32, GgufParts.Bytes(1)), "must be a list of Text"),
        ["data that is aligned too little"] = (Models.Dense, static parts => Align(parts, 8), "power of two from 32"),
        ["weights that are integers"] = (Models.Dense, static parts => Retype(parts, "blk.0.attn_norm.weight", 26), "no weights are stored"),
        ["norms that are not exact"] = (Models.Dense, static parts => Halve(parts, "blk.0.attn_norm.weight"), "must be f32"),
        ["an encoder"] = (Models.Dense, static parts => parts.Set("general.architecture", "t5"), "\"t5\", which is not run here"),
        ["text in both directions"] = (Models.Dense, static parts => parts.Set("qwen3.attention.causal", false), "does not write any"),
        ["a part of a model"] = (Models.Dense, static parts => parts.Set(new GgufParts.Key("split.count", 2, [3, 0])), "one of 3 parts"),
        ["a context that nobody has memory for"] = (Models.Dense, static parts => parts.Set("qwen3.context_length", 2_000_000_000), "context_length is 2,000,000,000"),
        ["a context of fewer tokens than sequences"] = (Models.Dense, static parts => parts.Set("qwen3.context_length", 2), "fewer than 64 tokens"),
        ["a number as text"] = (Models.Dense, static parts => parts.Set("qwen3.block_count", "2"), Damaged),
        ["another number of tokens than rows"] = (Models.Dense, static parts => DropToken(parts), "token_embd.weight is 128 x"),
    };

    public static TheoryData<string> Names => [.. Killers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_ends_the_process_is_rejected(string name)
    {
        var (model, change, expected) = Killers[name];
        var parts = GgufParts.Of(model);
        change(parts);
        Models.IsRejected(parts.ToBytes(), expected);
    }

    private static void Sections(GgufParts parts, params uint[] sections) =>
        parts.SetList("qwen35.rope.dimension_sections", GgufParts.Int32, [.. sections.Select(GgufParts.Bytes)]);

    private static void Align(GgufParts parts, int alignment)
    {
        parts.Alignment = alignment;
        parts.Set("general.alignment", (uint)alignment);
    }

    private static void Reshape(GgufParts parts)
    {
        parts.Remove("qwen3.attention.key_length");
        parts.Remove("qwen3.attention.head_count_kv");
        parts.Set("qwen3.attention.head_count", 3);
    }

    // Qwen2 is Qwen3 without norms in attention; llama.cpp does not look at its heads when it loads the tensors.
    private static void ToQwen2(GgufParts parts)
    {
        parts.Tensors.RemoveAll(static tensor => tensor.Name.Contains("_q_norm", StringComparison.Ordinal) || tensor.Name.Contains("_k_norm", StringComparison.Ordinal));
        foreach (var key in parts.Keys.Where(static key => key.Name.StartsWith("qwen3.", StringComparison.Ordinal)).ToList())
            parts.Set(key with { Name = key.Name.Replace("qwen3.", "qwen2.", StringComparison.Ordinal) });
        parts.Set("general.architecture", "qwen2");
        parts.Set("qwen2.attention.head_count", 380);
    }

    private static void Retype(GgufParts parts, string name, uint type)
    {
        var index = parts.Tensors.FindIndex(tensor => tensor.Name == name);
        parts.Tensors[index] = parts.Tensors[index] with { Type = type };
    }

    private static void Halve(GgufParts parts, string name)
    {
        const uint f16 = 1;
        Retype(parts, name, f16);
        var index = parts.Tensors.FindIndex(tensor => tensor.Name == name);
        parts.Tensors[index] = parts.Tensors[index] with { Data = parts.Tensors[index].Data[..(parts.Tensors[index].Data.Length / 2)] };
    }

    private static void DropToken(GgufParts parts)
    {
        const string name = "token_embd.weight";
        var index = parts.Tensors.FindIndex(static tensor => tensor.Name == name);
        var tensor = parts.Tensors[index];
        parts.Tensors[index] = tensor with { Shape = [tensor.Shape[0], tensor.Shape[1] - 1], Data = tensor.Data[..^512] };
    }
}
