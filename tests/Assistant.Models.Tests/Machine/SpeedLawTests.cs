using System.Text;
using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Gguf;
using Assistant.Models.Advice;
using Assistant.Models.Catalog;
using Assistant.Models.Machine;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.Models.Tests.Machine;

/// <summary>What follows from what was measured; and that it counts as the host counts.</summary>
public sealed class SpeedLawTests
{
    // A step costs 1 ms; a billion weights take 10 ms for one token, 40 for four, 1 s for 128; of the output 5 ms.
    private static readonly LayerSpeed Layers = new([new StepTime(1, 10e-12), new StepTime(4, 40e-12), new StepTime(128, 1000e-12)]);
    private static readonly ModeSpeed Fast = new(0.001, 5e-12, Layers, Layers);
    private static readonly ModeSpeed Slow = new(0.001, 5e-12, new LayerSpeed([.. Layers.Steps.Select(step => step with { SecondsPerWeight = step.SecondsPerWeight * 2 })]), Layers);
    private static readonly SpeedLaw Law = new(new MachineSpeed(Fast, Slow, IsMeasured: true, Others: 0));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(4, 40)]
    [InlineData(66, 520)]
    [InlineData(128, 1000)]
    [InlineData(190, 1480)]
    public void A_step_takes_what_lies_on_the_line_between_measured_ones(int tokens, double milliseconds) =>
        Assert.Equal(milliseconds, Layers.Seconds(tokens, 1e9, LayerSpeed.MeasuredBits) * 1000, 6);

    [Theory]
    // Twice the bits take twice as long to read, and as long to compute.
    [InlineData(1, 20)]
    [InlineData(2, 20)]
    [InlineData(4, 40)]
    [InlineData(128, 1000)]
    public void More_bits_are_read_for_longer_and_not_computed_for_longer(int tokens, double milliseconds) =>
        Assert.Equal(milliseconds, Layers.Seconds(tokens, 1e9, 2 * LayerSpeed.MeasuredBits) * 1000, 6);

    [Fact]
    public void The_output_is_computed_for_what_is_generated_alone()
    {
        var (with, without) = (Law.Predict(ModelWork.Measured(1e9, 1e9, false), true), Law.Predict(ModelWork.Measured(1e9, 0, false), true));
        Assert.Equal(without.PromptRate, with.PromptRate, 6);
        Assert.Equal(40 * 0.005, with.FixSeconds - without.FixSeconds, 6);
        Assert.Equal(12 * 0.005, with.GreySeconds - without.GreySeconds, 6);
    }

    [Fact]
    public void A_small_fix_is_its_prompt_and_its_tokens()
    {
        var predicted = Law.Predict(ModelWork.Measured(1e9, 1e9, false), isRepacked: true);
        // The first token comes with the prompt, and 39 more.
        Assert.Equal(0.001 + Layers.Seconds(600, 1e9, LayerSpeed.MeasuredBits) + 0.005 + (39 * 0.016), predicted.FixSeconds, 6);
        Assert.Equal(0.001 + Layers.Seconds(96, 1e9, LayerSpeed.MeasuredBits) + 0.005 + (39 * 0.016), predicted.KnownFixSeconds, 6);
        Assert.Equal(1 / 0.016, predicted.Rate, 6);
    }

    [Fact]
    public void Weights_as_stored_and_mixtures_have_speeds_of_their_own()
    {
        Assert.True(Law.Predict(ModelWork.Measured(1e9, 0, false), isRepacked: false).FixSeconds > Law.Predict(ModelWork.Measured(1e9, 0, false), isRepacked: true).FixSeconds);
        Assert.Equal(Law.Predict(ModelWork.Measured(1e9, 0, true), isRepacked: false).FixSeconds, Law.Predict(ModelWork.Measured(1e9, 0, true), isRepacked: true).FixSeconds, 6);
    }

    [Theory]
    // Qwen3 4B, tied; 30B-A3B, whose embedding is apart: weights of the layers, and their bits in Q4_K_M.
    [InlineData("""{"parameters":4022000000,"activeParameters":4022000000,"vocabulary":151936,"width":2560,"tied":true}""", 2497281120, 3.63, 4.78)]
    [InlineData("""{"parameters":30532000000,"activeParameters":3041000000,"vocabulary":151936,"width":2048,"tied":false}""", 18556686912, 2.73, 4.85)]
    [InlineData("""{"parameters":1000000000,"activeParameters":1000000000,"vocabulary":0,"width":0,"tied":false}""", 1000000000, 1.0, 8.0)]
    public void The_catalog_says_what_a_token_costs(string numbers, long bytes, double billions, double bits)
    {
        var json = $$"""[{"name":"m","title":"M","slots":["small"],"licence":"MIT","free":true,"architecture":"qwen3","context":8192,"bytesPerToken":1,{{numbers[1..^1]}},"files":[{"quantization":"Q","address":"https://a/b","bytes":{{bytes}},"exact":true}]}]""";
        var model = ModelCatalog.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))).Models[0];
        var work = ModelWork.Of(model, model.Files[0]);
        Assert.Equal(billions, work.LayerWeights / 1e9, 0.01);
        Assert.Equal(bits, work.LayerBits, 0.02);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(40_960)]
    public void The_host_counts_the_memory_that_is_counted(int context)
    {
        var shape = ModelShapes.TinyQwen3 with { ContextLength = context };
        using var stream = new MemoryStream(RandomModel.Bytes(shape));
        var file = GgufFile.Read(stream, stream.Length);
        var need = ModelMemory.Need(stream.Length, shape.BytesPerToken, context);
        Assert.Equal(MemoryNeed.Of(file, stream.Length, Math.Min(context, HostOptions.UsualContext)), need);
        foreach (var over in new[] { -1, 0, stream.Length / 4, (stream.Length / 4) + 1, stream.Length })
            Assert.Equal(MemoryNeed.HasRoomForCopy(need + over, need, stream.Length), ModelMemory.HasRoomForCopy(need + over, need, stream.Length));
    }

    [Fact]
    public void What_is_only_estimated_follows_from_bandwidth_and_cores()
    {
        var slow = new MachineFacts("some processor", 4, 4, 16_000_000_000, 10_000_000_000, 20e9, [], SharesMemory: false);
        var fast = slow with { Bandwidth = 40e9 };
        var work = ModelWork.Measured(3.6e9, 0.4e9, isMixture: false);
        Prediction Of(MachineFacts machine) => new SpeedLaw(MachineSpeed.Estimate(machine)).Predict(work, isRepacked: true);
        Assert.Equal(2, Of(fast).Rate / Of(slow).Rate, 6);
        Assert.InRange(Of(fast).PromptRate / Of(slow).PromptRate, 1, 1.05);
        Assert.False(MachineSpeed.Estimate(slow).IsMeasured);
    }
}
