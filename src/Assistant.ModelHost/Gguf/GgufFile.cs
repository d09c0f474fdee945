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
    private const long DefaultAlignment = 32;
    private const uint OldestVersion = 2;
    private const uint NewestVersion = 3;

    private GgufFile(uint version, ModelMetadata metadata, GgufVocabulary vocabulary, IReadOnlyList<GgufTensor> tensors)
    {
        Version = (int)version;
        Metadata = metadata.Values;
        Vocabulary = vocabulary;
        Tensors = tensors;
        (Architecture, ContextLength) = ModelCheck.Check(metadata, vocabulary, tensors);
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
    public static GgufFile Read(Stream stream, long length)
    {
        var reader = new GgufReader(stream, length);
        var version = ReadVersion(reader, length);
        reader.Place = "the header";
        var tensorCount = reader.ReadCount(GgufLimits.Tensors, GgufTensorReader.LeastBytesPerTensor, "tensors");
        var keyCount = reader.ReadCount(GgufLimits.Keys, GgufMetadataReader.LeastBytesPerKey, "keys");
        var metadataReader = new GgufMetadataReader(reader);
        var metadata = new ModelMetadata(metadataReader.Read(keyCount));
        var tensors = new GgufTensorReader(reader, length, Alignment(metadata)).Read(tensorCount);
        return new GgufFile(version, metadata, metadataReader.Vocabulary, tensors);
    }

    /// <summary>What decides how the model is spoken to.</summary>
    public ModelFacts ToFacts() => new(
        Architecture,
        ContextLength,
        Vocabulary.ControlTexts(),
        Metadata.TryGetValue("tokenizer.chat_template", out var template) ? template.Text : null);

    private static uint ReadVersion(GgufReader reader, long length)
    {
        if (length == 0)
            throw new GgufRejectedException("The file is empty. Download it again.");
        FileSignature.Check(reader.ReadUInt32());
        var version = reader.ReadUInt32();
        if ((version & 0xFFFF) == 0 && version != 0)
            throw new GgufRejectedException("The model was made for computers that store numbers the other way round (big-endian). Download the usual file.");
        if (version == 1)
            throw new GgufRejectedException("The model is in version 1 of GGUF, which llama.cpp no longer reads since 2023. Download a newer file of this model.");
        if (version is < OldestVersion or > NewestVersion)
            throw new GgufRejectedException($"The model is in version {version} of GGUF; versions {OldestVersion} and {NewestVersion} are read. Update this program, or download the file again if it is damaged.");
        return version;
    }

    private static long Alignment(ModelMetadata metadata)
    {
        const string key = "general.alignment";
        var alignment = metadata.Number(key) ?? DefaultAlignment;
        // GGUF allows any multiple of 8 and llama.cpp any power of two, but it asserts that what it maps is aligned to 32.
        return alignment is >= DefaultAlignment and <= GgufLimits.Alignment && long.IsPow2(alignment)
            ? alignment
            : throw new GgufRejectedException($"{key} is {alignment:N0}; it must be a power of two from {DefaultAlignment} to {GgufLimits.Alignment:N0}. The file is damaged.");
    }
}
