using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assistant.Platform;

namespace Assistant.ModelHost.Native;

/// <summary>
/// Loads llama.cpp's prebuilt library, once for a process, as the library itself is once for a process. What is static here is
/// what its callbacks, which have no other place to look, need.
/// </summary>
internal static unsafe class LlamaLibrary
{
    /// <summary>What to do, at the end of every message about the library being missing or other than expected.</summary>
    public const string Remedy = "install it again (in a clone: npm ci --prefix src/Assistant.ModelHost/Library, then build)";

    private const int ErrorLevel = 4;
    private const int KeptLines = 8;

    private static readonly Lock Gate = new();
    private static readonly ConcurrentQueue<string> Errors = new();
    private static string? loadedFrom;
    private static Action<string>? onAbort;
    private static nint llama;
    private static nint registry;
    private static nint tensors;

    /// <summary>Loads the library and what it computes with, the fastest variant for this processor. Loading it again does nothing.</summary>
    /// <param name="folder">The folder with the library; all its files stand in it.</param>
    /// <param name="aborting">Told the library's reason when it is about to end the process; must not throw.</param>
    /// <exception cref="IOException">There is no library, or it is not the one this binding was written for.</exception>
    public static void Load(string folder, Action<string> aborting)
    {
        lock (Gate)
        {
            onAbort = aborting;
            if (loadedFrom == folder)
                return;
            if (loadedFrom is not null)
                throw new IOException($"llama.cpp was loaded from {loadedFrom} already");
            tensors = Open(folder, "ggml-base");
            registry = Open(folder, "ggml.*v*", "ggml");
            llama = Open(folder, "llama.*v*", "llama");
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), static (name, _, _) => name switch
            {
                Llama.Library => llama,
                Llama.Registry => registry,
                Llama.Tensors => tensors,
                _ => 0,
            });
            if (LayoutCheck.Complaint(llama) is { } complaint)
                throw new IOException($"the llama.cpp in {folder} is not the one this host was written for: {complaint}; {Remedy}");
            Llama.llama_log_set(&OnLog, 0);
            Llama.ggml_set_abort_callback(&OnAbort);
            Llama.ggml_backend_load_all_from_path(folder);
            if (Llama.ggml_backend_dev_count() == 0)
                throw new IOException($"the llama.cpp in {folder} finds nothing to compute with: {Remedy}");
            Llama.llama_backend_init();
            loadedFrom = folder;
        }
    }

    /// <summary>The library's version, such as <c>0.4.0-dev</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8(Llama.llama_version()) ?? "";

    /// <summary>What it computes with: processors and graphics cards by name.</summary>
    public static IReadOnlyList<string> Devices()
    {
        var names = new List<string>();
        for (nuint index = 0; index < Llama.ggml_backend_dev_count(); index++)
            names.Add(Marshal.PtrToStringUTF8(Llama.ggml_backend_dev_description(Llama.ggml_backend_dev_get(index))) ?? "");
        return names;
    }

    /// <summary>Whether a library for a graphics card was loaded and finds none that it can use, which it does not say by itself.</summary>
    public static bool MissesItsCard()
    {
        // GGML_BACKEND_DEVICE_TYPE_CPU of ggml-backend.h; all others are cards.
        const int processor = 0;
        var isForCard = loadedFrom is { } folder && Files.InFolder(folder, "*ggml-*").Any(path => Path.GetFileName(path) is var name
            && (name.Contains("ggml-cuda", StringComparison.Ordinal) || name.Contains("ggml-vulkan", StringComparison.Ordinal)));
        for (nuint index = 0; isForCard && index < Llama.ggml_backend_dev_count(); index++)
            isForCard = Llama.ggml_backend_dev_type(Llama.ggml_backend_dev_get(index)) == processor;
        return isForCard;
    }

    /// <summary>The library's last complaints, and forgets them.</summary>
    public static string TakeErrors()
    {
        var lines = new List<string>();
        while (Errors.TryDequeue(out var line))
            lines.Add(line);
        return string.Join("; ", lines);
    }

    private static nint Open(string folder, params string[] names)
    {
        var (prefix, ending) = OperatingSystem.IsWindows() ? ("", ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        foreach (var name in names)
        {
            if (Files.InFolder(folder, prefix + name + ending) is [var path, ..])
                return NativeLibrary.Load(path);
        }

        throw new IOException($"llama.cpp, which runs local models, is not in {folder}: {Remedy}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(int level, byte* text, nint data)
    {
        if (level != ErrorLevel)
            return;
        Errors.Enqueue((Marshal.PtrToStringUTF8((nint)text) ?? "").Trim());
        while (Errors.Count > KeptLines)
            Errors.TryDequeue(out _);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message) => onAbort?.Invoke(Marshal.PtrToStringUTF8((nint)message) ?? "");
}
