namespace Assistant.ModelHost.Gguf;

/// <summary>One tensor; its data is known to lie inside the file.</summary>
/// <param name="Name">Its name: <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Shape">Numbers per dimension, one to four, the fastest first.</param>
/// <param name="Type">How they are stored.</param>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Size">Bytes.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, GgmlType Type, long Offset, long Size);
