using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary><c>llama_batch</c> of llama.h, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBatch
{
    public int Count;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* WantsLogits;
}
