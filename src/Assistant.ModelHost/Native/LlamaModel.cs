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
    private readonly List<AdapterHandle> adapters = [];

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
        // Before the context, which is made as large as all adapters of its model need.
        var adapter = options.Adapter is { } file ? LoadAdapter(file) : null;
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

        if (adapter is not null)
        {
            var (pointer, scale) = (adapter.Pointer, 1f);
            if (Llama.llama_set_adapters_lora(context.Pointer, &pointer, 1, &scale) != 0)
            {
                context.Dispose();
                abort.Dispose();
                throw RefusedAdapter();
            }
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
    public void Dispose()
    {
        foreach (var adapter in adapters)
            adapter.Dispose();
        model.Dispose();
    }

    private AdapterHandle LoadAdapter(string file)
    {
        LlamaLibrary.TakeErrors();
        var adapter = new AdapterHandle(Llama.llama_adapter_lora_init(model.Pointer, file));
        if (adapter.IsInvalid)
            throw RefusedAdapter();
        adapters.Add(adapter);
        return adapter;
    }

    private static GenerationException RefusedAdapter() =>
        new(GenerationFailure.ModelRejected, $"llama.cpp refuses the adapter: {LlamaLibrary.TakeErrors()}. Take the one that was made for this model");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsAborted(nint flag) => (byte)(Volatile.Read(ref *(int*)flag) != 0 ? 1 : 0);
}
