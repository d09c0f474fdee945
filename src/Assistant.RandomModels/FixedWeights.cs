using System.Runtime.InteropServices;

namespace Assistant.RandomModels;

/// <summary>
/// Weights of a model that says one token, and then ends. Its layers add nothing, so what comes next follows from the last token
/// alone: the answer behind every other token, the end behind the answer.
/// </summary>
internal static class FixedWeights
{
    // Of the embedding's numbers the first says that a token is any, the second that it is the answer.
    private const int AnyToken = 0;
    private const int TheAnswer = 1;
    private const float Sure = 10;

    // What a layer adds comes through these.
    private static readonly string[] Adding = ["attn_output", "ffn_down", "ssm_out"];

    public static void Fill(WrittenTensor tensor, Stream output, int answer, int end, RandomWeights others)
    {
        var width = (int)tensor.Shape[0];
        var values = new float[tensor.Size / sizeof(float)];
        if (tensor.Name == "token_embd.weight")
        {
            for (var token = 0; token < values.Length / width; token++)
                values[(token * width) + (token == answer ? TheAnswer : AnyToken)] = 1;
        }
        else if (tensor.Name == "output.weight")
        {
            values[(answer * width) + AnyToken] = Sure;
            values[(end * width) + TheAnswer] = Sure;
        }
        else if (!Adding.Any(part => tensor.Name.Contains(part, StringComparison.Ordinal)))
        {
            others.Fill(tensor, output);
            return;
        }

        output.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
