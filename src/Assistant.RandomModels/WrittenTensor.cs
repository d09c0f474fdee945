namespace Assistant.RandomModels;

/// <summary>One tensor of a file that is being written.</summary>
/// <param name="Name">As in llama.cpp: <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Shape">Numbers per dimension, the fastest one first.</param>
/// <param name="Offset">Bytes from the start of the data.</param>
/// <param name="Size">Bytes, without the padding behind it.</param>
public sealed record WrittenTensor(string Name, TensorType Type, IReadOnlyList<long> Shape, long Offset, long Size)
{
    /// <summary>Bytes of so many numbers.</summary>
    public static long SizeOf(TensorType type, long count) => type switch
    {
        TensorType.F32 => count * 4,
        TensorType.F16 => count * 2,
        TensorType.Q8Block32 => count / 32 * 34,
        TensorType.Q4K => count / 256 * 144,
        TensorType.Q6K => count / 256 * 210,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
