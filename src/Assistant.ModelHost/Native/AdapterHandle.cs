using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary>A loaded adapter; freed after the contexts that use it and before its model.</summary>
internal sealed class AdapterHandle : SafeHandle
{
    public AdapterHandle(nint adapter)
        : base(0, ownsHandle: true) => SetHandle(adapter);

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer; the handle must outlive its use.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        Llama.llama_adapter_lora_free(handle);
        return true;
    }
}
