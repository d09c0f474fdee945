using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary>A grammar's state: which texts may come next.</summary>
internal sealed class GrammarHandle : SafeHandle
{
    public GrammarHandle(nint sampler)
        : base(0, ownsHandle: true) => SetHandle(sampler);

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer; the handle must outlive its use.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        Llama.llama_sampler_free(handle);
        return true;
    }
}
