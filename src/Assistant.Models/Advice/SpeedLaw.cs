using Assistant.Models.Machine;

namespace Assistant.Models.Advice;

/// <summary>
/// How fast a model is on a machine that was measured. Its layers take as long as those that were measured, weight for weight; and
/// to generate a token its output matrix is read too.
/// </summary>
/// <param name="speed">What was measured.</param>
public sealed class SpeedLaw(MachineSpeed speed)
{
    /// <summary>Tokens of a small fix that are read.</summary>
    public const int FixPrompt = 600;

    /// <summary>Those of them that are known when something in the same place was asked before.</summary>
    public const int FixKnown = 504;

    /// <summary>Tokens of a small fix that are generated.</summary>
    public const int FixAnswer = 40;

    /// <summary>Tokens that are read for a key.</summary>
    public const int GreyPrompt = 3;

    /// <summary>Tokens of grey text.</summary>
    public const int GreyAnswer = 12;

    /// <summary>Predicts.</summary>
    /// <param name="work">What the model makes the machine do.</param>
    /// <param name="isRepacked">Whether there is memory for its weights in the processor's order.</param>
    public Prediction Predict(ModelWork work, bool isRepacked)
    {
        var mode = isRepacked ? speed.Repacked : speed.AsStored;
        var layers = work.IsMixture ? mode.Mixture : mode.Dense;
        var output = work.OutputWeights * mode.OutputSecondsPerWeight * work.OutputBits / ModelWork.LeastOutputBits;
        // Seconds until so many tokens were read, in however many steps of the host.
        double Read(int tokens) => mode.TokenSeconds + layers.Seconds(tokens, work.LayerWeights, work.LayerBits);
        var each = Read(1) + output;
        // The first token comes with the prompt.
        double Answer(int read, int tokens) => Read(read) + output + ((tokens - 1) * each);
        return new Prediction(
            FixPrompt / Read(FixPrompt),
            1 / each,
            Answer(FixPrompt, FixAnswer),
            Answer(FixPrompt - FixKnown, FixAnswer),
            Answer(GreyPrompt, GreyAnswer));
    }
}
