using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Native;

/// <summary>llama.cpp as the engine.</summary>
internal sealed unsafe class LlamaEngine : IModelEngine
{
    private LlamaEngine()
    {
    }

    /// <inheritdoc/>
    public string Version => "llama.cpp " + LlamaLibrary.Version;

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices => LlamaLibrary.Devices();

    /// <inheritdoc/>
    public bool MissesItsCard => LlamaLibrary.MissesItsCard();

    /// <summary>Loads the library, see <see cref="LlamaLibrary.Load"/>.</summary>
    /// <exception cref="IOException">There is no library, or it is not the one this host was written for.</exception>
    public static LlamaEngine Start(string folder, Action<string> aborting)
    {
        LlamaLibrary.Load(folder, aborting);
        return new LlamaEngine();
    }

    /// <inheritdoc/>
    public ILoadedModel Load(string path, LoadOptions options, Action<double> progress, CancellationToken cancellationToken)
    {
        var watch = new LoadWatch(progress, cancellationToken);
        var pinned = GCHandle.Alloc(watch);
        try
        {
            LlamaLibrary.TakeErrors();
            var parameters = Llama.llama_model_default_params();
            parameters.UseExtraBuffers = (byte)(options.Repack ? 1 : 0);
            parameters.ProgressCallback = (nint)(delegate* unmanaged[Cdecl]<float, nint, byte>)&OnProgress;
            parameters.ProgressCallbackData = GCHandle.ToIntPtr(pinned);
            var model = new ModelHandle(Llama.llama_model_load_from_file(path, parameters));
            if (cancellationToken.IsCancellationRequested)
            {
                model.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return model.IsInvalid
                ? throw new GenerationException(GenerationFailure.ModelRejected, $"llama.cpp refuses the model file: {LlamaLibrary.TakeErrors()}")
                : new LlamaModel(model);
        }
        finally
        {
            pinned.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float fraction, nint data) => ((LoadWatch)GCHandle.FromIntPtr(data).Target!).GoesOn(fraction) ? (byte)1 : (byte)0;

    private sealed class LoadWatch(Action<double> progress, CancellationToken cancellationToken)
    {
        public bool GoesOn(double fraction)
        {
            progress(fraction);
            return !cancellationToken.IsCancellationRequested;
        }
    }
}
