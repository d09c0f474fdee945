using System.Diagnostics.CodeAnalysis;
using Assistant.ModelHost.Gguf;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>The positive control of all tests beside it: files that llama.cpp loads are not refused.</summary>
public sealed class GgufAcceptedTests
{
    private static readonly Dictionary<string, Action<GgufParts>> Variants = new(StringComparer.Ordinal)
    {
        ["version 2"] = static parts => parts.Version = 2,
        ["aligned to 64"] = static parts => Align(parts, 64),
        ["aligned to 4096"] = static parts => Align(parts, 4096),
        ["heads per layer"] = static parts => parts.SetList("qwen3.attention.head_count", GgufParts.UInt32, GgufParts.Bytes(4), GgufParts.Bytes(4)),
        ["no name"] = static parts => parts.Remove("general.name"),
        ["no types of tokens"] = static parts => parts.Remove("tokenizer.ggml.token_type"),
        ["a token that is empty"] = static parts => parts.SetToken(300, []),
        ["positions stretched"] = static parts =>
        {
            parts.Set("qwen3.rope.scaling.type", "yarn");
            parts.Set("qwen3.rope.scaling.factor", 4f);
        },
        ["no start of text at all"] = static parts => parts.Set("tokenizer.ggml.padding_token_id", uint.MaxValue),
        ["a long list that nobody reads"] = static parts => parts.SetList("general.extra", GgufParts.Float32, [.. Enumerable.Repeat(GgufParts.Bytes(1f), 10_000)]),
        ["a text that is longer than the buffer"] = static parts => parts.Set("tokenizer.chat_template", new string('x', 200_000)),
        ["one part of one"] = static parts => parts.Set(new GgufParts.Key("split.count", 2, [1, 0])),
    };

    public static TheoryData<string> Names => [.. Variants.Keys];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_tiny_model_is_accepted(int seed)
    {
        foreach (var shape in new[] { ModelShapes.TinyQwen3, ModelShapes.TinyQwen3Moe, ModelShapes.TinyHybrid })
        {
            var file = Models.Read(RandomModel.Bytes(shape, seed));
            Assert.Equal(shape.Architecture, file.Architecture);
            Assert.Equal(shape.ContextLength, file.ContextLength);
            Assert.Equal(3, file.Version);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variant_is_accepted(string name)
    {
        var parts = GgufParts.Of(Models.Dense);
        Variants[name](parts);
        Assert.Equal("qwen3", Models.Read(parts.ToBytes()).Architecture);
    }

    [Fact]
    public void A_seed_gives_the_same_model_again()
    {
        Assert.Equal(Models.Dense, RandomModel.Bytes(ModelShapes.TinyQwen3));
        Assert.NotEqual(Models.Dense, RandomModel.Bytes(ModelShapes.TinyQwen3, seed: 2));
    }

    [Fact]
    public void Parts_are_put_together_as_they_were() => Assert.Equal(Models.Hybrid, GgufParts.Of(Models.Hybrid).ToBytes());

    [Theory]
    [InlineData(nameof(ModelShapes.Dense06B))]
    [InlineData(nameof(ModelShapes.Dense4B))]
    [InlineData(nameof(ModelShapes.Moe30B))]
    [SuppressMessage("ApiDesign", "RS0030", Justification = "This test measures time.")]
    public void A_big_model_is_read_in_well_under_a_second(string name)
    {
        var shape = (ModelShape)typeof(ModelShapes).GetProperty(name)!.GetValue(null)!;
        using var head = new HeadStream();
        RandomModel.Write(shape, head);
        var file = GgufFile.Read(head.Start(), head.Length);
        // The best of three: other tests run beside it.
        var best = Enumerable.Range(0, 3).Min(_ =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            GgufFile.Read(head.Start(), head.Length);
            return clock.ElapsedMilliseconds;
        });
        Assert.True(best < 1_000, $"{best} ms");
        Assert.Equal(151_936, file.Vocabulary.Tokens.Count);
        Assert.Equal(head.Length, file.Tensors[^1].Offset + file.Tensors[^1].Size);
    }

    private static void Align(GgufParts parts, int alignment)
    {
        parts.Alignment = alignment;
        parts.Set("general.alignment", (uint)alignment);
    }
}
