using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Gguf;

/// <summary>
/// A model file that was looked at before native code sees it. llama.cpp answers many wrong files with an error, but aborts the whole
/// process on others and reads past the end on some; what it does not survive is refused here. The checks follow its gguf.cpp,
/// llama-model-loader.cpp, llama-vocab.cpp and llama-model.cpp, version 0.4.0. Nothing is allocated in proportion to a number in the
/// file that was not held against the file's length.
/// </summary>
public sealed class GgufFile
{
    private GgufFile(GgufHeader header)
    {
        Version = header.Version;
        Metadata = header.Metadata.Values;
        Vocabulary = header.Vocabulary;
        Tensors = header.Tensors;
        (Architecture, ContextLength) = ModelCheck.Check(header.Metadata, header.Vocabulary, header.Tensors);
    }

    /// <summary>The version of the format, 2 or 3.</summary>
    public int Version { get; }

    /// <summary>What llama.cpp calls the kind of model: <c>qwen3</c>.</summary>
    public string Architecture { get; }

    /// <summary>Tokens the model was made for.</summary>
    public int ContextLength { get; }

    /// <summary>All keys with their values.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata { get; }

    /// <summary>The tokens.</summary>
    public GgufVocabulary Vocabulary { get; }

    /// <summary>The tensors in the order of the file.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Reads and checks the header; the data of the tensors is not read.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="GgufRejectedException">The file must not be loaded. The message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufFile Read(Stream stream, long length) => new(GgufHeader.Read(stream, length));

    /// <summary>What decides how the model is spoken to.</summary>
    public ModelFacts ToFacts() => new(
        Architecture,
        ContextLength,
        Vocabulary.ControlTexts(),
        Metadata.TryGetValue("tokenizer.chat_template", out var template) ? template.Text : null);
}
