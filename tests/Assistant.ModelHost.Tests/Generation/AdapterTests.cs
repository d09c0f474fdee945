using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Tests.Kit;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Adapters change what a model says, for those alone who ask for the model with it, and those that do not fit are refused in words.</summary>
public sealed class AdapterTests(ITestOutputHelper output)
{
    private const string Prompt = "var total = orders.";
    private const int Tokens = 40;

    public static TheoryData<string> Shapes => [nameof(ModelShapes.TinyQwen3), nameof(ModelShapes.TinyQwen3Moe), nameof(ModelShapes.TinyHybrid)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_changes_what_the_model_says_and_without_it_all_is_as_before(string name)
    {
        var shape = (ModelShape)typeof(ModelShapes).GetProperty(name)!.GetValue(null)!;
        await using var host = new TestHost(shape);
        var plain = TestHost.Request(shape, Prompt, Tokens);
        var adapted = new List<GenerationRequest>();
        foreach (var seed in new[] { 1, 2 })
        {
            RandomAdapter.Write(shape, host.PathOf($"lora{seed}"), seed);
            adapted.Add(plain with { Model = host.Adapt(shape, host.PathOf($"lora{seed}")) });
        }

        var first = await host.AskAsync(plain);
        var changed = await host.AskAsync(adapted[0]);
        Assert.NotEqual(first.Text, changed.Text);
        // What is known of the prompt is known of the model without it.
        Assert.Equal(0, changed.Cached);
        Assert.NotEqual(changed.Text, (await host.AskAsync(adapted[1])).Text);
        ReferenceLoop.AssertSame(host.ModelPath(shape), Prompt, Tokens, (await host.AskAsync(plain)).Text, output);
        Assert.Equal(changed.Text, (await host.AskAsync(adapted[0])).Text);
        // Nor does what is stored of prompts pass from one to the other.
        await host.RestartAsync();
        Assert.Equal(changed.Text, (await host.AskAsync(adapted[0])).Text);
        ReferenceLoop.AssertSame(host.ModelPath(shape), Prompt, Tokens, (await host.AskAsync(plain)).Text, output);
    }

    [Fact]
    public async Task Two_adapters_of_one_model_answer_beside_each_other()
    {
        await using var host = new TestHost(ModelShapes.TinyQwen3);
        RandomAdapter.Write(ModelShapes.TinyQwen3, host.PathOf("lora"));
        var plain = TestHost.Request(ModelShapes.TinyQwen3, Prompt, 400);
        var adapted = plain with { Model = host.Adapt(ModelShapes.TinyQwen3, host.PathOf("lora")) };
        var alone = new[] { await host.AskAsync(plain), await host.AskAsync(adapted) };
        var beside = await Task.WhenAll(host.AskAsync(plain), host.AskAsync(adapted));
        Assert.Equal(alone.Select(answer => answer.Text), beside.Select(answer => answer.Text));
        Assert.Equal(2, host.Generator.Loaded.Count);
    }

    [Fact]
    public async Task One_that_is_written_anew_is_loaded_anew()
    {
        await using var host = new TestHost(ModelShapes.TinyQwen3);
        RandomAdapter.Write(ModelShapes.TinyQwen3, host.PathOf("lora"));
        var adapted = TestHost.Request(ModelShapes.TinyQwen3, Prompt, Tokens) with { Model = host.Adapt(ModelShapes.TinyQwen3, host.PathOf("lora")) };
        var first = await host.AskAsync(adapted);
        RandomAdapter.Write(ModelShapes.TinyQwen3, host.PathOf("lora"), seed: 2);
        Assert.NotEqual(first.Text, (await host.AskAsync(adapted)).Text);
    }

    [Theory]
    [InlineData("missing", "is gone")]
    [InlineData("empty", "The file is empty")]
    [InlineData("page", "a web page")]
    [InlineData("model", "is no adapter (LoRA) but a model")]
    [InlineData("type", "is no adapter (LoRA) but a imatrix")]
    [InlineData("architecture", "is for the architecture \"llama\", and the model is \"qwen3\"")]
    [InlineData("nothing", "changes nothing")]
    [InlineData("name", "changes blk.9.attn_q.weight, which the model has not")]
    [InlineData("shape", "(64 x 4) and blk.0.attn_q.weight.lora_b (4 x 128) do not fit the model's blk.0.attn_q.weight (128 x 128)")]
    [InlineData("rank", "(128 x 4) and blk.0.attn_q.weight.lora_b (8 x 128) do not fit")]
    [InlineData("first half", "has blk.0.attn_q.weight.lora_a and no blk.0.attn_q.weight.lora_b")]
    [InlineData("second half", "blk.0.attn_q.weight.lora_b is not one of a pair")]
    [InlineData("norm", "do not fit the model's output_norm.weight (128)")]
    [InlineData("stored", "is stored as q4_K; it must be one of f32, f16, bf16, q8_0")]
    [InlineData("cut off", "The file ends in the middle of tensor")]
    public async Task One_that_does_not_fit_is_refused_and_the_model_goes_on_without(string kind, string words)
    {
        var shape = ModelShapes.TinyQwen3;
        await using var host = new TestHost(shape);
        var path = host.PathOf("lora");
        Break(kind, shape, path);
        var request = TestHost.Request(shape, Prompt, 5);
        var failure = await Assert.ThrowsAsync<GenerationException>(() => host.AskAsync(request with { Model = host.Adapt(shape, path) }));
        Assert.Equal(kind == "missing" ? GenerationFailure.UnknownModel : GenerationFailure.ModelRejected, failure.Failure);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await host.AskAsync(request)).Text);
    }

    [Theory]
    [InlineData("blk.0.ffn_up_exps.weight", "128 4 8", "4 64 8", true)]
    [InlineData("blk.0.ffn_up_exps.weight", "128 4 4", "4 64 4", false)]
    [InlineData("blk.0.ffn_up_exps.weight", "128 4", "4 64", false)]
    [InlineData("token_embd.weight", "4 V", "4 128", true)]
    [InlineData("token_embd.weight", "8 V", "4 128", false)]
    [InlineData("token_embd.weight", "128 4", "4 V", false)]
    public async Task Of_experts_and_embeddings_what_would_end_the_process_is_refused(string name, string first, string second, bool fits)
    {
        var shape = ModelShapes.TinyQwen3Moe;
        await using var host = new TestHost(shape);
        var vocabulary = PageVocabulary.Of(shape.VocabularySize).Tokens.Count;
        long[] Sizes(string text) => [.. text.Split(' ').Select(size => size == "V" ? vocabulary : long.Parse(size, System.Globalization.CultureInfo.InvariantCulture))];
        var writer = RandomAdapter.Begin(shape.Architecture);
        writer.AddTensor(name + ".lora_a", TensorType.F32, Sizes(first));
        writer.AddTensor(name + ".lora_b", TensorType.F32, Sizes(second));
        RandomAdapter.Write(writer, host.PathOf("lora"));
        var plain = TestHost.Request(shape, Prompt, Tokens);
        var asking = host.AskAsync(plain with { Model = host.Adapt(shape, host.PathOf("lora")) });
        if (fits)
            Assert.NotEqual((await host.AskAsync(plain)).Text, (await asking).Text);
        else
            Assert.Contains("do not fit", (await Assert.ThrowsAsync<GenerationException>(() => asking)).Message, StringComparison.Ordinal);
    }

    private static void Break(string kind, ModelShape shape, string path)
    {
        switch (kind)
        {
            case "missing":
                return;
            case "empty":
                File.WriteAllText(path, "");
                return;
            case "page":
                File.WriteAllText(path, "<!DOCTYPE html><html>Sign in to the proxy</html>");
                return;
            case "model":
                RandomModel.Write(shape, path);
                return;
            case "cut off":
                RandomAdapter.Write(shape, path);
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
                return;
        }

        var writer = RandomAdapter.Begin(kind == "architecture" ? "llama" : shape.Architecture, kind == "type" ? "imatrix" : "adapter");
        var name = kind switch { "name" => "blk.9.attn_q.weight", "norm" => "output_norm.weight", _ => "blk.0.attn_q.weight" };
        var type = kind == "stored" ? TensorType.Q4K : TensorType.F32;
        if (kind is not ("nothing" or "second half"))
            writer.AddTensor(name + ".lora_a", type, kind switch { "shape" => 64, "stored" => 256, _ => shape.Width }, 4);
        if (kind is not ("nothing" or "first half"))
            writer.AddTensor(name + ".lora_b", TensorType.F32, kind == "rank" ? 8 : 4, shape.Heads * shape.HeadSize);
        RandomAdapter.Write(writer, path);
    }
}
