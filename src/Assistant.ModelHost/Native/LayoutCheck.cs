using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary>
/// Whether the library is the one this binding was written for. A field that moved would be read as another one and end the
/// process or, worse, not end it; so the host refuses to run with a library that differs in its version, in a function, or
/// in one of the defaults it gives out by value.
/// </summary>
internal static class LayoutCheck
{
    /// <summary>Beginnings of <c>llama_version()</c> for which the layout was compared with llama.h: 0.4.0 comes with packages 3.21.1, 0.5.0 with 3.22.1.</summary>
    private static readonly string[] Known = ["0.4.0", "0.5.0"];

    /// <summary>Null when all is as it must be, else what differs.</summary>
    /// <param name="library">The loaded library, to look functions up.</param>
    public static string? Complaint(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, nameof(Llama.llama_version), out _))
            return "it has no llama_version";
        var version = Marshal.PtrToStringUTF8(Llama.llama_version()) ?? "";
        if (!Known.Any(known => version.StartsWith(known, StringComparison.Ordinal)))
            return $"its version is {version}, known are {string.Join(", ", Known)}";
        var missing = typeof(Llama).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(method => method.Name)
            .FirstOrDefault(name => name.StartsWith("llama_", StringComparison.Ordinal) && !NativeLibrary.TryGetExport(library, name, out _));
        if (missing is not null)
            return $"it has no {missing}";
        return Complaint(Llama.llama_model_default_params()) ?? Complaint(Llama.llama_context_default_params());
    }

    /// <summary>Null when the defaults are those of llama.h, each in its field.</summary>
    public static string? Complaint(in ModelParameters model) =>
        model is { GpuLayers: -1, SplitMode: 1, LoadMode: -1, LazyMode: 1, MainGpu: 0, TensorSplit: 0, ProgressCallback: 0, VocabularyOnly: 0, CheckTensors: 0, UseExtraBuffers: 1, NoHost: 0, NoAllocation: 0 }
            ? null
            : "its defaults for models are others";

    /// <summary>Null when the defaults are those of llama.h, each in its field.</summary>
    public static string? Complaint(in ContextParameters context) =>
        context is { Context: 512, Batch: 2048, MicroBatch: 512, MaxSequences: 1, RecurrentSnapshots: 0, Threads: 4, ThreadsBatch: 4, RopeScalingType: -1, PoolingType: -1, FlashAttention: -1, YarnBetaFast: -1f or 32f, YarnBetaSlow: -1f or 1f, KeyType: 1, ValueType: 1, AbortCallback: 0, Embeddings: 0, OffloadAttention: 1, NoTimings: 1, OffloadOperations: 1, FullSlidingWindow: 1, UnifiedCache: 0, Samplers: 0, SamplerCount: 0, OtherContext: 0 }
            ? null
            : "its defaults for contexts are others";
}
