namespace Assistant.ModelHost.Gguf;

/// <summary>The tokenizer, where llama-vocab.cpp aborts, or throws through its C interface, which ends the process as well.</summary>
internal static class VocabularyCheck
{
    private const string ByteLevel = "gpt2";
    private const string Pieces = "llama";

    // llama.cpp takes token 11 for the start and end of a text when a file names none or one that does not exist.
    private const int LeastTokens = 12;

    public static void Check(ModelMetadata metadata, GgufVocabulary vocabulary)
    {
        var model = metadata.Text("tokenizer.ggml.model");
        if (model is not (ByteLevel or Pieces))
            throw new GgufRejectedException($"The tokenizer is \"{model ?? "missing"}\"; \"{ByteLevel}\" and \"{Pieces}\" are read. Choose another model.");
        var count = metadata.ListCount("tokenizer.ggml.tokens", GgufValueType.Text) ?? 0;
        if (count < LeastTokens)
            throw new GgufRejectedException($"The vocabulary has {count:N0} tokens. The file is damaged.");
        CheckCount(count, "types", metadata.ListCount("tokenizer.ggml.token_type", GgufValueType.Int32));
        CheckCount(count, "scores", metadata.ListCount("tokenizer.ggml.scores", GgufValueType.Float32, GgufValueType.Int32));
        var merges = metadata.ListCount("tokenizer.ggml.merges", GgufValueType.Text);
        if (model == ByteLevel && merges is null)
            throw new GgufRejectedException("The tokenizer has no list of merges. The file is damaged.");
        if (model == Pieces)
            CheckBytes(vocabulary);
    }

    private static void CheckCount(long tokens, string what, long? count)
    {
        if (count is { } number && number != tokens)
            throw new GgufRejectedException($"There are {tokens:N0} tokens and {number:N0} {what} of tokens. The file is damaged.");
    }

    // Text that is in no piece is spelt in bytes, and llama.cpp throws when it finds no token for one.
    private static void CheckBytes(GgufVocabulary vocabulary)
    {
        var texts = new HashSet<string>(vocabulary.Tokens, StringComparer.Ordinal);
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            if (!texts.Contains($"<0x{value:X2}>"))
                throw new GgufRejectedException($"The vocabulary has no token for the byte {value:X2}, so not every text can be read. The file is damaged.");
        }
    }
}
