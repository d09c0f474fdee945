using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Assistant.RandomModels;

/// <summary>
/// Weights by seed. The f32 ones are scaled so that what a layer adds outweighs the embedding and attention looks at few tokens: the
/// next token then depends on the tokens before, and greedy text does not fall into one repeated token. Logits have a standard
/// deviation of several units, so the best token leads by far more than rounding moves it.
/// </summary>
internal sealed class RandomWeights(BpeVocabulary vocabulary, int seed, CancellationToken cancellationToken)
{
    // Blocks of Q4_K and Q6_K are drawn once and repeated: 18 GB of fresh random numbers would take minutes.
    private const int PatternBytes = 4 << 20;
    private const float LogitScale = 4;
    private const float LayerScale = 1.5f;
    private const float AttentionSharpness = 2;
    private const float EmbeddingScale = 0.5f;

    private readonly Random random = new(seed);
    private readonly Dictionary<TensorType, byte[]> patterns = [];

    public void Fill(WrittenTensor tensor, Stream output)
    {
        if (tensor.Type == TensorType.F32)
            FillExact(tensor, output);
        else
            Repeat(Pattern(tensor.Type), tensor.Size, output);
    }

    private void Repeat(byte[] pattern, long size, Stream output)
    {
        for (var left = size; left > 0; left -= pattern.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(pattern, 0, (int)Math.Min(left, pattern.Length));
        }
    }

    private void FillExact(WrittenTensor tensor, Stream output)
    {
        var values = new float[tensor.Size / sizeof(float)];
        var name = tensor.Name;
        if (name.EndsWith("attn_q_norm.weight", StringComparison.Ordinal) || name.EndsWith("attn_k_norm.weight", StringComparison.Ordinal))
            values.AsSpan().Fill(AttentionSharpness);
        else if (name.EndsWith("norm.weight", StringComparison.Ordinal))
            values.AsSpan().Fill(1);
        else if (name.EndsWith("ssm_a", StringComparison.Ordinal))
            FillDecay(values);
        else
            FillRandom(values, ScaleOf(tensor));
        if (name == "output.weight")
            SilenceWhatIsNoText(values, (int)tensor.Shape[0]);
        output.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static float ScaleOf(WrittenTensor tensor) => tensor.Name switch
    {
        "token_embd.weight" => EmbeddingScale,
        "output.weight" => LogitScale / MathF.Sqrt(tensor.Shape[0]),
        _ => LayerScale / MathF.Sqrt(tensor.Shape[0]),
    };

    // The converter stores -exp(A_log): how fast a head forgets. Always negative, or the state would grow without end.
    private void FillDecay(float[] values)
    {
        for (var at = 0; at < values.Length; at++)
            values[at] = -0.05f - (0.5f * random.NextSingle());
    }

    // Uniform, with the standard deviation asked for.
    private void FillRandom(float[] values, float deviation)
    {
        var width = deviation * MathF.Sqrt(12);
        for (var at = 0; at < values.Length; at++)
            values[at] = (random.NextSingle() - 0.5f) * width;
    }

    // A logit of exactly zero is never the best of a thousand, so greedy text has no end tokens and no halves of characters.
    private void SilenceWhatIsNoText(float[] values, int width)
    {
        for (var token = 0; token < vocabulary.Tokens.Count; token++)
        {
            if (!vocabulary.IsText(token))
                values.AsSpan(token * width, width).Clear();
        }
    }

    private byte[] Pattern(TensorType type)
    {
        if (patterns.TryGetValue(type, out var known))
            return known;
        var blockSize = (int)WrittenTensor.SizeOf(type, 256);
        var pattern = new byte[PatternBytes / blockSize * blockSize];
        random.NextBytes(pattern);
        for (var at = 0; at < pattern.Length; at += blockSize)
            SetScales(type, pattern.AsSpan(at, blockSize));
        return patterns[type] = pattern;
    }

    // The scales of a block are 16-bit floats: random ones would be infinite or not a number.
    private static void SetScales(TensorType type, Span<byte> block)
    {
        switch (type)
        {
            case TensorType.Q4K:
                BinaryPrimitives.WriteHalfLittleEndian(block, (Half)0.0002f);
                BinaryPrimitives.WriteHalfLittleEndian(block[2..], (Half)0.0015f);
                break;
            case TensorType.Q6K:
                BinaryPrimitives.WriteHalfLittleEndian(block[208..], (Half)0.00002f);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }
}
