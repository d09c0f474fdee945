using System.Globalization;

namespace Assistant.ModelHost.Gguf;

/// <summary>
/// Whether the matrices of attention are as wide as their heads together. For some architectures, such as Qwen2, llama.cpp takes the
/// width of the model instead when it loads them, and aborts when it divides the result into heads.
/// </summary>
internal static class AttentionCheck
{
    private const string Block = "blk.";

    public static void Check(string architecture, AttentionShape shape, IReadOnlyList<GgufTensor> tensors)
    {
        // Its heads are put together from parts of other widths.
        if (architecture == "deepseek2")
            return;
        var gated = Architectures.HasDeltaNet(architecture);
        foreach (var tensor in tensors)
        {
            if (!TrySplit(tensor.Name, shape.Heads.Count, out var layer, out var name))
                continue;
            var queries = shape.Heads[layer] * shape.KeySize;
            var keys = shape.KeyValueHeads[layer] * shape.KeySize;
            var values = shape.KeyValueHeads[layer] * shape.ValueSize;
            var (dimension, expected) = name switch
            {
                "attn_q.weight" => (1, gated ? 2 * queries : queries),
                "attn_k.weight" => (1, keys),
                "attn_v.weight" => (1, values),
                // A recurrent layer has a matrix of this name for other things.
                "attn_qkv.weight" when !gated => (1, queries + keys + values),
                "attn_output.weight" => (0, shape.Heads[layer] * shape.ValueSize),
                _ => (-1, 0),
            };
            if (dimension >= 0 && (tensor.Shape.Count != 2 || tensor.Shape[dimension] != expected))
                throw new GgufRejectedException($"The tensor {tensor.Name} is {string.Join(" x ", tensor.Shape)}; for the heads of its layer it must have {expected:N0} numbers in dimension {dimension + 1}. The file is damaged.");
        }
    }

    private static bool TrySplit(string tensor, int layers, out int layer, out string name)
    {
        layer = 0;
        name = "";
        var dot = tensor.StartsWith(Block, StringComparison.Ordinal) ? tensor.IndexOf('.', Block.Length) : -1;
        if (dot < 0 || !int.TryParse(tensor.AsSpan(Block.Length, dot - Block.Length), NumberStyles.None, CultureInfo.InvariantCulture, out layer) || layer >= layers)
            return false;
        name = tensor[(dot + 1)..];
        return true;
    }
}
