using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary><c>llama_context_params</c> of llama.h, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ContextParameters
{
    public uint Context;
    public uint Batch;
    public uint MicroBatch;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int ThreadsBatch;
    public int ContextType;
    public int RopeScalingType;
    public int PoolingType;
    public int AttentionType;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtension;
    public float YarnAttention;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragmentThreshold;
    public nint EvaluationCallback;
    public nint EvaluationCallbackData;
    public int KeyType;
    public int ValueType;
    public nint AbortCallback;
    public nint AbortCallbackData;
    public byte Embeddings;
    public byte OffloadAttention;
    public byte NoTimings;
    public byte OffloadOperations;
    public byte FullSlidingWindow;
    public byte UnifiedCache;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}
