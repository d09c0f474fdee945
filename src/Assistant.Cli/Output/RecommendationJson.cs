using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Models.Advice;

namespace Assistant.Cli.Output;

/// <summary>What <c>assistant models recommend --format json</c> answers. Bytes are bytes, rates are tokens per second.</summary>
internal sealed record RecommendationJson(RecommendationJson.MachineShape Machine, RecommendationJson.SpeedShape Speed, IReadOnlyList<RecommendationJson.SlotShape> Slots, IReadOnlyList<string> Pull)
{
    internal sealed record MachineShape(
        string Processor, int Cores, int CoresFree, long MemoryBytes, long MemoryFreeBytes, long MemoryForModelsBytes, long BandwidthBytesPerSecond, bool SharesMemory, IReadOnlyList<CardShape> Cards);

    internal sealed record CardShape(string Name, long MemoryBytes);

    internal sealed record SpeedShape(bool Measured, string Remark);

    internal sealed record SlotShape(string Slot, FitShape? Chosen, string Why, FitShape? Faster, IReadOnlyList<FitShape> Also, IReadOnlyList<OnRequestShape> OnRequest, IReadOnlyList<TooLargeShape> TooLarge);

    internal sealed record FitShape(string Model, string Title, string Quantization, string Licence, long FileBytes, long NeedBytes, string Where, bool Here, PredictionShape? Prediction);

    internal sealed record PredictionShape(double PromptTokensPerSecond, double TokensPerSecond, double SmallFixSeconds, double SmallFixKnownSeconds, double GreyTextSeconds);

    internal sealed record OnRequestShape(FitShape Fit, string Why);

    internal sealed record TooLargeShape(string Model, string Title, string Quantization, long MemoryNeededBytes);

    public static RecommendationJson Of(Recommendation recommendation, string remark)
    {
        var machine = recommendation.Machine;
        return new(
            new MachineShape(
                machine.Processor, machine.Cores, machine.FreeCores, machine.Memory, machine.FreeMemory, machine.ForModels, (long)machine.Bandwidth, machine.SharesMemory,
                [.. machine.Cards.Select(card => new CardShape(card.Name, card.Bytes))]),
            new SpeedShape(recommendation.Speed.IsMeasured, remark),
            [.. recommendation.Slots.Select(Shape)],
            [.. recommendation.Chosen.Where(fit => !fit.IsHere).Select(fit => fit.PullName)]);
    }

    private static SlotShape Shape(SlotAdvice slot) => new(
        AnswerJson.NameOf(slot.Slot),
        slot.Chosen is { } chosen ? Shape(chosen) : null,
        slot.Why,
        slot.Faster is { } faster ? Shape(faster) : null,
        [.. slot.Also.Select(Shape)],
        [.. slot.OnRequest.Select(one => new OnRequestShape(Shape(one.Fit), one.Why))],
        [.. slot.TooLarge.Select(one => new TooLargeShape(one.Model.Name, one.Model.Title, one.File.Quantization, one.Memory))]);

    private static FitShape Shape(Fit fit) => new(
        fit.Model.Name, fit.Model.Title, fit.File.Quantization, fit.Model.Licence, fit.File.Bytes, fit.Need, fit.IsOnCard ? "card" : "memory", fit.IsHere,
        fit.Prediction is { } prediction
            ? new PredictionShape(
                Math.Round(prediction.PromptRate, 1), Math.Round(prediction.Rate, 1), Math.Round(prediction.FixSeconds, 2), Math.Round(prediction.KnownFixSeconds, 2), Math.Round(prediction.GreySeconds, 2))
            : null);
}

/// <summary>Source-generated serialization of it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecommendationJson))]
internal sealed partial class RecommendationContext : JsonSerializerContext
{
    /// <summary>For people's eyes too: quotes and angle brackets are not escaped; nothing here is put into a web page.</summary>
    public static RecommendationContext Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}
