namespace Assistant.ModelHost.Gguf;

/// <summary>
/// An adapter (LoRA) that was looked at before native code sees it: what llama-adapter.cpp of version 0.4.0 refuses, with words that say
/// what to do, and what it takes and then aborts on while it computes: the numbers of experts and the ranks of an embedding.
/// </summary>
internal static class AdapterCheck
{
    private const string Remedy = "Take the adapter that was made for this model, or convert it again (convert_lora_to_gguf.py of llama.cpp).";
    private const string FirstEnding = ".lora_a";
    private const string SecondEnding = ".lora_b";
    private const double MostAlpha = 1e6;

    private static readonly string[] Types = ["f32", "f16", "bf16", "q8_0"];

    /// <summary>Checks it.</summary>
    /// <param name="stream">The adapter's file, at its start.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="model">The model it is to change.</param>
    /// <exception cref="GgufRejectedException">It must not be loaded. The message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Check(Stream stream, long length, GgufFile model)
    {
        var header = GgufHeader.Read(stream, length);
        var (metadata, tensors) = (header.Metadata, header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal));
        if (metadata.Text("general.type") != "adapter" || metadata.Text("adapter.type") != "lora")
            throw new GgufRejectedException($"The file is no adapter (LoRA) but a {metadata.Text("general.type") ?? "model"}. {Remedy}");
        if (metadata.Text("general.architecture") is var architecture && architecture != model.Architecture)
            throw new GgufRejectedException($"The adapter is for the architecture \"{architecture}\", and the model is \"{model.Architecture}\". {Remedy}");
        metadata.Real("adapter.lora.alpha", 0, -MostAlpha, MostAlpha);
        var weights = model.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var pairs = 0;
        foreach (var tensor in header.Tensors)
        {
            if (tensor.Name.EndsWith(FirstEnding, StringComparison.Ordinal))
            {
                var name = tensor.Name[..^FirstEnding.Length];
                CheckPair(name, tensor, tensors.GetValueOrDefault(name + SecondEnding), weights.GetValueOrDefault(name));
                pairs++;
            }
            else if (!(tensor.Name.EndsWith(SecondEnding, StringComparison.Ordinal) && tensors.ContainsKey(tensor.Name[..^SecondEnding.Length] + FirstEnding)) && !tensor.Name.EndsWith("_norm.weight", StringComparison.Ordinal))
            {
                throw new GgufRejectedException($"The adapter's tensor {tensor.Name} is not one of a pair {FirstEnding}, {SecondEnding}. {Remedy}");
            }
        }

        if (pairs == 0)
            throw new GgufRejectedException($"The adapter changes nothing: it has no tensors. {Remedy}");
    }

    // Of an embedding rows are taken and not multiplied, so its halves lie the other way round.
    private static void CheckPair(string name, GgufTensor first, GgufTensor? second, GgufTensor? weight)
    {
        if (second is null)
            throw new GgufRejectedException($"The adapter has {first.Name} and no {name}{SecondEnding}. {Remedy}");
        if (weight is null)
            throw new GgufRejectedException($"The adapter changes {name}, which the model has not. {Remedy}");
        foreach (var half in new[] { first, second })
        {
            if (!Types.Contains(half.Type.Name))
                throw new GgufRejectedException($"The adapter's tensor {half.Name} is stored as {half.Type.Name}; it must be one of {string.Join(", ", Types)}. {Remedy}");
        }

        var isEmbedding = name.StartsWith("token_embd", StringComparison.Ordinal);
        var (input, output) = isEmbedding ? (second.Shape, first.Shape) : (first.Shape, second.Shape);
        var fits = weight.Shape.Count >= 2 && input.Count == weight.Shape.Count && output.Count == weight.Shape.Count
            && (isEmbedding ? input[1] == weight.Shape[0] && input[0] == output[0] : input[0] == weight.Shape[0] && input[1] == output[0])
            && output[1] == weight.Shape[1]
            && weight.Shape.Skip(2).SequenceEqual(input.Skip(2)) && weight.Shape.Skip(2).SequenceEqual(output.Skip(2));
        if (!fits)
            throw new GgufRejectedException($"The adapter's {first.Name} ({string.Join(" x ", first.Shape)}) and {second.Name} ({string.Join(" x ", second.Shape)}) do not fit the model's {name} ({string.Join(" x ", weight.Shape)}). {Remedy}");
    }
}
