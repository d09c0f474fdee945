using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Engine;

/// <summary>A flag that native code looks at between the operations of a step (every few milliseconds).</summary>
internal sealed unsafe class AbortFlag : SafeHandle
{
    public AbortFlag()
        : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed(sizeof(int)));

    public override bool IsInvalid => handle == 0;

    /// <summary>Where the flag is: an <c>int</c> that is not 0 when it is raised.</summary>
    public nint Address => handle;

    /// <summary>Whether it is raised.</summary>
    public bool IsRaised => Volatile.Read(ref *(int*)handle) != 0;

    /// <summary>Stops the running step.</summary>
    public void Raise() => Volatile.Write(ref *(int*)handle, 1);

    /// <summary>Lets the next step run.</summary>
    public void Clear() => Volatile.Write(ref *(int*)handle, 0);

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
