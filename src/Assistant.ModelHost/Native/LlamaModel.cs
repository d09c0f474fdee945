using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Native;

/// <summary>A model loaded by llama.cpp.</summary>
internal sealed unsafe class LlamaModel : ILoadedModel
{
    private readonly ModelHandle model;
    private readonly nint vocabulary;

    public LlamaModel(ModelHandle model)
    {
        this.model = model;
        vocabulary = Llama.llama_model_get_vocab(model.Pointer);
        Tokenizer = new LlamaTokenizer(vocabulary);
        IsRecurrent = Llama.llama_model_is_recurrent(model.Pointer) != 0 || Llama.llama_model_is_hybrid(model.Pointer) != 0;
    }

    /// <inheritdoc/>
    public ITokenizer Tokenizer { get; }

    /// <inheritdoc/>
    public bool IsRecurrent { get; }

    /// <inheritdoc/>
    public IModelContext CreateContext(ContextOptions options)
    {
        var abort = new AbortFlag();
        var parameters = Llama.llama_context_default_params();
        parameters.Context = (uint)options.Tokens;
        // One step is one computation, so that an aborted step has changed nothing that was there before it.
        parameters.Batch = parameters.MicroBatch = (uint)options.Batch;
        parameters.MaxSequences = (uint)options.Sequences;
        // Sequences share the cells of what they have in common, which only a unified cache does for a part of a sequence.
        parameters.UnifiedCache = 1;
        parameters.AbortCallback = (nint)(delegate* unmanaged[Cdecl]<nint, byte>)&IsAborted;
        parameters.AbortCallbackData = abort.Address;
        LlamaLibrary.TakeErrors();
        var context = new ContextHandle(Llama.llama_init_from_model(model.Pointer, parameters));
        if (context.IsInvalid)
        {
            abort.Dispose();
            throw new GenerationException(
                GenerationFailure.Busy,
                string.Create(CultureInfo.InvariantCulture, $"there is no memory for a context of {options.Tokens} tokens: try {options.Tokens / 2} ({LlamaLibrary.TakeErrors()})"));
        }

        return new LlamaContext(context, abort, Tokenizer.Count, options);
    }

    /// <inheritdoc/>
    public ITokenGrammar? ReadGrammar(string grammar)
    {
        var handle = new GrammarHandle(Llama.llama_sampler_init_grammar(vocabulary, grammar, "root"));
        return handle.IsInvalid ? null : new LlamaGrammar(handle);
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsAborted(nint flag) => (byte)(Volatile.Read(ref *(int*)flag) != 0 ? 1 : 0);
}
