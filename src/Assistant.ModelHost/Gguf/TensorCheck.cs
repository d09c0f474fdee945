namespace Assistant.ModelHost.Gguf;

/// <summary>Formats of tensors with which llama.cpp loads a model and then aborts at its first token.</summary>
internal static class TensorCheck
{
    private const string Embedding = "token_embd.weight";

    public static void Check(IReadOnlyList<GgufTensor> tensors, long width, int tokens)
    {
        foreach (var tensor in tensors)
            CheckType(tensor);
        var embedding = tensors.FirstOrDefault(static tensor => tensor.Name == Embedding)
            ?? throw new GgufRejectedException($"The tensor {Embedding} is missing. The file is damaged or is no language model.");
        if (embedding.Shape.Count != 2 || embedding.Shape[0] != width || embedding.Shape[1] != tokens)
            throw new GgufRejectedException($"The tensor {Embedding} is {string.Join(" x ", embedding.Shape)}; for {tokens} tokens it must be {width} x {tokens}. The file is damaged.");
    }

    private static void CheckType(GgufTensor tensor)
    {
        if (!tensor.Type.IsWeight)
            throw new GgufRejectedException($"Tensor {tensor.Name} is stored as {tensor.Type.Name}, in which no weights are stored. The file is damaged.");
        // The converter never stores these in another way, and the code that uses them knows no other.
        var exact = tensor.Shape.Count == 1 || tensor.Name.Contains("ssm_conv1d", StringComparison.Ordinal);
        if (exact && tensor.Type != GgmlType.F32)
            throw new GgufRejectedException($"Tensor {tensor.Name} is stored as {tensor.Type.Name}; it must be {GgmlType.F32.Name}. The file is damaged.");
    }
}
