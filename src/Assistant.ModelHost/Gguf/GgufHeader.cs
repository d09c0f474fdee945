namespace Assistant.ModelHost.Gguf;

/// <summary>What stands in front of the tensors' data, of a model or of an adapter: read and held against the file's length, and not yet against what it must be.</summary>
/// <param name="Version">The version of the format, 2 or 3.</param>
/// <param name="Metadata">All keys with their values.</param>
/// <param name="Vocabulary">The tokens; none in an adapter.</param>
/// <param name="Tensors">The tensors in the order of the file.</param>
internal sealed record GgufHeader(int Version, ModelMetadata Metadata, GgufVocabulary Vocabulary, IReadOnlyList<GgufTensor> Tensors)
{
    private const long DefaultAlignment = 32;
    private const uint OldestVersion = 2;
    private const uint NewestVersion = 3;

    /// <summary>Reads it; the data of the tensors is not read.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="GgufRejectedException">The file must not be loaded. The message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufHeader Read(Stream stream, long length)
    {
        var reader = new GgufReader(stream, length);
        var version = ReadVersion(reader, length);
        reader.Place = "the header";
        var tensorCount = reader.ReadCount(GgufLimits.Tensors, GgufTensorReader.LeastBytesPerTensor, "tensors");
        var keyCount = reader.ReadCount(GgufLimits.Keys, GgufMetadataReader.LeastBytesPerKey, "keys");
        var metadataReader = new GgufMetadataReader(reader);
        var metadata = new ModelMetadata(metadataReader.Read(keyCount));
        var tensors = new GgufTensorReader(reader, length, Alignment(metadata)).Read(tensorCount);
        return new GgufHeader((int)version, metadata, metadataReader.Vocabulary, tensors);
    }

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
