using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary>A loaded model; freed after all contexts made of it.</summary>
internal sealed class ModelHandle : SafeHandle
{
    public ModelHandle(nint model)
        : base(0, ownsHandle: true) => SetHandle(model);

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer; the handle must outlive its use.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        Llama.llama_model_free(handle);
        return true;
    }
}
