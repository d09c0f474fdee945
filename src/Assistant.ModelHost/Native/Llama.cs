using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
// The library is found by LlamaLibrary and nowhere else.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace Assistant.ModelHost.Native;

/// <summary>
/// The functions of llama.h and ggml.h in use, under their own names. Every C <c>bool</c> is a byte. Nothing here checks
/// anything: what is out of range ends the process (GGML_ASSERT), so only <c>Engine</c> calls these, and checks first.
/// </summary>
internal static unsafe partial class Llama
{
    internal const string Library = "llama";
    internal const string Registry = "ggml";
    internal const string Tensors = "ggml-base";

    [LibraryImport(Registry, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ggml_backend_load_all_from_path(string folder);

    [LibraryImport(Registry)]
    internal static partial nuint ggml_backend_dev_count();

    [LibraryImport(Registry)]
    internal static partial nint ggml_backend_dev_get(nuint index);

    [LibraryImport(Tensors)]
    internal static partial nint ggml_backend_dev_description(nint device);

    [LibraryImport(Tensors)]
    internal static partial int ggml_backend_dev_type(nint device);

    [LibraryImport(Tensors)]
    internal static partial nint ggml_set_abort_callback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library)]
    internal static partial nint llama_version();

    [LibraryImport(Library)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint data);

    [LibraryImport(Library)]
    internal static partial void llama_backend_init();

    [LibraryImport(Library)]
    internal static partial ModelParameters llama_model_default_params();

    [LibraryImport(Library)]
    internal static partial ContextParameters llama_context_default_params();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_model_load_from_file(string path, ModelParameters parameters);

    [LibraryImport(Library)]
    internal static partial void llama_model_free(nint model);

    [LibraryImport(Library)]
    internal static partial nint llama_init_from_model(nint model, ContextParameters parameters);

    [LibraryImport(Library)]
    internal static partial void llama_free(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_adapter_lora_init(nint model, string path);

    [LibraryImport(Library)]
    internal static partial void llama_adapter_lora_free(nint adapter);

    [LibraryImport(Library)]
    internal static partial int llama_set_adapters_lora(nint context, nint* adapters, nuint count, float* scales);

    [LibraryImport(Library)]
    internal static partial uint llama_n_ctx(nint context);

    [LibraryImport(Library)]
    internal static partial nint llama_model_get_vocab(nint model);

    [LibraryImport(Library)]
    internal static partial byte llama_model_is_recurrent(nint model);

    [LibraryImport(Library)]
    internal static partial byte llama_model_is_hybrid(nint model);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_n_tokens(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_is_eog(nint vocabulary, int token);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_get_add_bos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_bos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_get_attr(nint vocabulary, int token);

    [LibraryImport(Library)]
    internal static partial int llama_tokenize(nint vocabulary, byte* text, int length, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(Library)]
    internal static partial int llama_token_to_piece(nint vocabulary, int token, byte* buffer, int length, int stripLeft, byte special);

    [LibraryImport(Library)]
    internal static partial NativeBatch llama_batch_init(int tokens, int embedding, int sequences);

    [LibraryImport(Library)]
    internal static partial void llama_batch_free(NativeBatch batch);

    [LibraryImport(Library)]
    internal static partial int llama_decode(nint context, NativeBatch batch);

    [LibraryImport(Library)]
    internal static partial float* llama_get_logits_ith(nint context, int row);

    [LibraryImport(Library)]
    internal static partial void llama_set_n_threads(nint context, int generation, int batch);

    [LibraryImport(Library)]
    internal static partial void llama_set_abort_callback(nint context, delegate* unmanaged[Cdecl]<nint, byte> callback, nint data);

    [LibraryImport(Library)]
    internal static partial nint llama_get_memory(nint context);

    [LibraryImport(Library)]
    internal static partial byte llama_memory_seq_rm(nint memory, int sequence, int from, int to);

    [LibraryImport(Library)]
    internal static partial void llama_memory_seq_cp(nint memory, int source, int target, int from, int to);

    [LibraryImport(Library)]
    internal static partial int llama_memory_seq_pos_max(nint memory, int sequence);

    [LibraryImport(Library)]
    internal static partial nuint llama_state_seq_get_size(nint context, int sequence);

    [LibraryImport(Library)]
    internal static partial nuint llama_state_seq_get_data(nint context, byte* target, nuint size, int sequence);

    [LibraryImport(Library)]
    internal static partial nuint llama_state_seq_set_data(nint context, byte* source, nuint size, int sequence);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_sampler_init_grammar(nint vocabulary, string grammar, string root);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_clone(nint sampler);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_accept(nint sampler, int token);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_apply(nint sampler, TokenChances* chances);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_free(nint sampler);
}
