using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary>A context of a model.</summary>
internal sealed class ContextHandle : SafeHandle
{
    public ContextHandle(nint context)
        : base(0, ownsHandle: true) => SetHandle(context);

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer; the handle must outlive its use.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        Llama.llama_free(handle);
        return true;
    }
}
