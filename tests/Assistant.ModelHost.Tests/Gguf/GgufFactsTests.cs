using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>What a file says of how to speak to the model.</summary>
public sealed class GgufFactsTests
{
    private static readonly string[] Special =
    [
        "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<think>", "</think>",
    ];

    [Fact]
    public void Control_tokens_are_those_of_their_types()
    {
        var facts = Models.Read(Models.Dense).ToFacts();
        Assert.Equal("qwen3", facts.Architecture);
        Assert.Equal(4_096, facts.ContextLength);
        Assert.Equal(Special.Order(StringComparer.Ordinal), facts.ControlTokens.Order(StringComparer.Ordinal));
        Assert.StartsWith("{%- for message in messages -%}", facts.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_types_those_that_Llama_knows_by_their_text_remain()
    {
        var parts = GgufParts.Of(Models.Dense);
        parts.Remove("tokenizer.ggml.token_type");
        parts.Remove("tokenizer.chat_template");
        var facts = Models.Read(parts.ToBytes()).ToFacts();
        Assert.Contains("<|im_end|>", facts.ControlTokens);
        Assert.Contains("<|fim_prefix|>", facts.ControlTokens);
        Assert.DoesNotContain("public", facts.ControlTokens);
        Assert.Null(facts.Template);
    }

    [Fact]
    public void A_control_token_of_whitespace_is_text()
    {
        var parts = GgufParts.Of(Models.Dense);
        // The last token but one is <think>, a user-defined one.
        parts.SetToken(Models.Read(Models.Dense).Vocabulary.Tokens.Count - 2, "   "u8.ToArray());
        Assert.DoesNotContain("   ", Models.Read(parts.ToBytes()).ToFacts().ControlTokens);
    }

    [Fact]
    public void Tensors_are_where_the_file_says()
    {
        var file = Models.Read(Models.Dense);
        Assert.Equal(25, file.Tensors.Count);
        Assert.Equal("token_embd.weight", file.Tensors[0].Name);
        Assert.Equal([128, file.Vocabulary.Tokens.Count], file.Tensors[0].Shape);
        Assert.Equal("f32", file.Tensors[0].Type.Name);
        Assert.All(file.Tensors, static tensor => Assert.Equal(0, tensor.Offset % 32));
        Assert.Equal(Models.Dense.Length, file.Tensors[^1].Offset + file.Tensors[^1].Size);
    }
}
