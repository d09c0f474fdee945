using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary><c>llama_model_params</c> of llama.h, field by field.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ModelParameters
{
    public nint Devices;
    public nint TensorBufferOverrides;
    public int GpuLayers;
    public int SplitMode;
    public int LoadMode;
    public int LazyMode;
    public int MainGpu;
    public nint TensorSplit;
    public nint ProgressCallback;
    public nint ProgressCallbackData;
    public nint KeyValueOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAllocation;
    public byte LoadPredictionLayers;
}
