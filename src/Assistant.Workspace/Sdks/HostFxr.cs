using System.Runtime.InteropServices;
using Assistant.Platform;

namespace Assistant.Workspace.Sdks;

/// <summary>
/// The one authority on which SDK a folder gets: the library that <c>dotnet</c> itself asks. It reads <c>global.json</c>
/// (roll-forward, <c>sdk.paths</c>) and starts nothing. Its path is known only at run time, hence pointers and no import.
/// </summary>
internal static class HostFxr
{
    private const int KeySdkFolder = 0;
    private const int KeyGlobalJson = 1;
    private const int KeyRequestedVersion = 2;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void ResultCallback(int key, nint value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void ErrorCallback(nint message);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ResolveSdk2(nint executableFolder, nint workingFolder, int flags, ResultCallback result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint SetErrorWriter(ErrorCallback? writer);

    /// <summary>Asks which SDK commands run in a folder would use.</summary>
    /// <param name="library">Full path of <c>hostfxr</c>.</param>
    /// <param name="dotnetRoot">The installation to look in.</param>
    /// <param name="folder">The folder whose <c>global.json</c>, or one above it, counts.</param>
    public static Answer Resolve(string library, string dotnetRoot, string folder)
    {
        var handle = NativeLibrary.Load(library);
        var resolve = Marshal.GetDelegateForFunctionPointer<ResolveSdk2>(NativeLibrary.GetExport(handle, "hostfxr_resolve_sdk2"));
        var setErrorWriter = Marshal.GetDelegateForFunctionPointer<SetErrorWriter>(NativeLibrary.GetExport(handle, "hostfxr_set_error_writer"));
        var answer = new Answer(null, null, null);
        // Without a writer the library prints to our standard error. It keeps one writer per thread, so setting it races with nobody.
        ErrorCallback ignore = static _ => { };
        ResultCallback collect = (key, value) => answer = answer.With(key, Marshal.PtrToStringAuto(value));
        var root = Marshal.StringToCoTaskMemAuto(dotnetRoot);
        var working = Marshal.StringToCoTaskMemAuto(folder);
        setErrorWriter(ignore);
        try
        {
            // Where no SDK fits it prints those there are.
            ProtocolStreams.WithoutOutput(() => resolve(root, working, 0, collect));
        }
        finally
        {
            setErrorWriter(null);
            Marshal.FreeCoTaskMem(root);
            Marshal.FreeCoTaskMem(working);
            GC.KeepAlive(ignore);
            GC.KeepAlive(collect);
        }

        return answer;
    }

    /// <param name="SdkFolder">The SDK's folder, or null when none fits.</param>
    /// <param name="GlobalJson">The <c>global.json</c> that counted, or null.</param>
    /// <param name="RequestedVersion">The version it asks for, or null.</param>
    internal sealed record Answer(string? SdkFolder, string? GlobalJson, string? RequestedVersion)
    {
        public Answer With(int key, string? value) => key switch
        {
            KeySdkFolder => this with { SdkFolder = value },
            KeyGlobalJson => this with { GlobalJson = value },
            KeyRequestedVersion => this with { RequestedVersion = value },
            _ => this,
        };
    }
}
