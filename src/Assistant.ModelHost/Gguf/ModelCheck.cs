namespace Assistant.ModelHost.Gguf;

/// <summary>
/// The numbers that describe a model, where llama.cpp aborts instead of saying no: <c>load_hparams</c> in llama-model.cpp and the
/// assertions in the graphs of src/models. Whether the tensors have the shapes that follow from them it checks itself.
/// </summary>
internal static class ModelCheck
{
    private const int PoolingTypes = 4;
    private static readonly string[] RopeScalings = ["none", "linear", "yarn", "longrope"];

    /// <summary>Checks all that must hold between the parts of a file.</summary>
    /// <returns>The architecture and the tokens of context it was made for.</returns>
    public static (string Architecture, int ContextLength) Check(ModelMetadata metadata, GgufVocabulary vocabulary, IReadOnlyList<GgufTensor> tensors)
    {
        CheckParts(metadata);
        var architecture = metadata.Text("general.architecture") ?? throw new GgufRejectedException("The key general.architecture is missing. The file is damaged or is no language model.");
        if (!Architectures.IsKnown(architecture))
            throw new GgufRejectedException($"The model is of the architecture \"{architecture}\", which is not run here. Choose a model that writes text, such as one of Qwen3.");
        string Key(string name) => $"{architecture}.{name}";
        var contextLength = (int)metadata.Number(Key("context_length"), GgufLimits.ContextLength);
        // llama.cpp asserts that a step has room for a token of each of the sequences.
        if (contextLength < GgufLimits.LeastContextLength)
            throw new GgufRejectedException($"The key {Key("context_length")} is {contextLength:N0}; no model was made for fewer than {GgufLimits.LeastContextLength} tokens. The file is damaged.");
        var width = metadata.Number(Key("embedding_length"), GgufLimits.Width);
        var layers = (int)metadata.Number(Key("block_count"), GgufLimits.Layers);
        metadata.Number(Key("nextn_predict_layers"), 0, 0, layers - 1);
        metadata.PerLayer(Key("feed_forward_length"), 0, layers, GgufLimits.Width);
        metadata.PerLayer(Key("expert_feed_forward_length"), 0, layers, GgufLimits.Width);
        CheckExperts(metadata, Key, layers);
        var attention = CheckHeads(metadata, architecture, Key, layers, width);
        CheckPositions(metadata, Key);
        if (Architectures.HasDeltaNet(architecture))
            DeltaNetCheck.Check(metadata, Key, layers);
        CheckUse(metadata, Key);
        VocabularyCheck.Check(metadata, vocabulary);
        TensorCheck.Check(tensors, width, vocabulary.Tokens.Count);
        AttentionCheck.Check(architecture, attention, tensors);
        return (architecture, contextLength);
    }

    private static void CheckParts(ModelMetadata metadata)
    {
        if (metadata.Values.TryGetValue("split.count", out var parts) && (parts.Type != GgufValueType.UInt16 || parts.Number > 1))
            throw new GgufRejectedException($"The file is one of {parts.Number:N0} parts of a model. Models in parts are not read yet: join them (llama-gguf-split --merge) or choose a file in one part.");
    }

    private static void CheckExperts(ModelMetadata metadata, Func<string, string> key, int layers)
    {
        var count = metadata.Number(key("expert_count"), 0, 0, GgufLimits.Experts);
        var used = metadata.PerLayer(key("expert_used_count"), 0, layers, GgufLimits.Experts).Max();
        var groups = metadata.Number(key("expert_group_count"), 0, 0, GgufLimits.Experts);
        var usedGroups = metadata.Number(key("expert_group_used_count"), 0, 0, GgufLimits.Experts);
        if (used > count)
            throw new GgufRejectedException($"The model has {count:N0} experts and a token uses {used:N0} of them. The file is damaged.");
        if (count > 0 && used == 0)
            throw new GgufRejectedException($"The model has {count:N0} experts and a token uses none of them. The file is damaged.");
        var groupsAreRight = groups <= 1 || (groups < count && count % groups == 0 && usedGroups > 0 && usedGroups < groups);
        if (!groupsAreRight || (groups == 1 && count <= 1))
            throw new GgufRejectedException($"The model has {count:N0} experts in {groups:N0} groups, of which {usedGroups:N0} are used. That cannot be; the file is damaged.");
    }

    private static AttentionShape CheckHeads(ModelMetadata metadata, string architecture, Func<string, string> key, int layers, long width)
    {
        var heads = metadata.PerLayer(key("attention.head_count"), 0, layers, GgufLimits.Width);
        if (heads[0] == 0)
            throw new GgufRejectedException($"The key {key("attention.head_count")} is missing or 0. The file is damaged.");
        var keyValueHeads = metadata.Values.ContainsKey(key("attention.head_count_kv")) ? metadata.PerLayer(key("attention.head_count_kv"), 0, layers, GgufLimits.Width) : heads;
        for (var layer = 0; layer < layers; layer++)
        {
            // A layer without attention has no heads of keys; the others share theirs evenly.
            if (keyValueHeads[layer] > 0 && heads[layer] % keyValueHeads[layer] != 0)
                throw new GgufRejectedException($"Layer {layer} has {heads[layer]:N0} heads for {keyValueHeads[layer]:N0} heads of keys, which is no whole number each. The file is damaged.");
        }
        if (Architectures.HasWholeHeads(architecture) && keyValueHeads.Contains(0))
            throw new GgufRejectedException($"The key {key("attention.head_count_kv")} is 0. The file is damaged.");
        var (keySize, valueSize) = CheckHeadSizes(metadata, architecture, key, width, heads[0]);
        return new AttentionShape(heads, keyValueHeads, keySize, valueSize);
    }

    private static (long KeySize, long ValueSize) CheckHeadSizes(ModelMetadata metadata, string architecture, Func<string, string> key, long width, long heads)
    {
        if (width % heads != 0 && !metadata.Values.ContainsKey(key("attention.key_length")))
            throw new GgufRejectedException($"The width of {width:N0} cannot be shared by {heads:N0} heads. The file is damaged.");
        var keySize = metadata.Number(key("attention.key_length"), Math.Max(1, width / heads), 1, GgufLimits.Width);
        var valueSize = metadata.Number(key("attention.value_length"), Math.Max(1, width / heads), 1, GgufLimits.Width);
        var turned = metadata.Number(key("rope.dimension_count"), keySize, 0, keySize);
        if (turned % 2 != 0)
            throw new GgufRejectedException($"The key {key("rope.dimension_count")} gives {turned:N0}; positions are turned in pairs. The file is damaged.");
        var whole = keySize == valueSize && (turned == keySize || !Architectures.HasWholeHeads(architecture));
        if ((Architectures.HasWholeHeads(architecture) || Architectures.HasDeltaNet(architecture)) && !whole)
            throw new GgufRejectedException($"Keys are {keySize:N0} wide, values {valueSize:N0}, and {turned:N0} are turned by position; the architecture {architecture} has one width for them. The file is damaged.");
        if (Architectures.HasSections(architecture))
            CheckSections(metadata, key("rope.dimension_sections"), turned);
        return (keySize, valueSize);
    }

    private static void CheckSections(ModelMetadata metadata, string key, long turned)
    {
        // The fourth is for pictures; text needs one of the others.
        const int parts = 4;
        var sections = metadata.Values.ContainsKey(key) ? metadata.PerLayer(key, 0, parts, turned) : [];
        if (sections.Take(parts - 1).Sum() < 1 || sections.Sum() > turned)
            throw new GgufRejectedException($"The key {key} must give the {parts} parts of a position, together 1 to {turned:N0}. The file is damaged.");
    }

    private static void CheckPositions(ModelMetadata metadata, Func<string, string> key)
    {
        const double most = 1e12;
        metadata.Real(key("attention.layer_norm_rms_epsilon"), 0, 0, 1);
        metadata.Real(key("attention.layer_norm_epsilon"), 0, 0, 1);
        metadata.Real(key("rope.freq_base"), 1, double.Epsilon, most);
        metadata.Real(key("rope.scaling.factor"), 0, 0, most);
        metadata.Real(key("rope.scale_linear"), 0, 0, most);
        metadata.Number(key("rope.scaling.original_context_length"), 0, 0, GgufLimits.ContextLength);
        var scaling = metadata.Text(key("rope.scaling.type")) ?? RopeScalings[0];
        if (!RopeScalings.Contains(scaling))
            throw new GgufRejectedException($"Positions are scaled by \"{scaling}\", which is not known. The file is damaged or made for another version.");
    }

    private static void CheckUse(ModelMetadata metadata, Func<string, string> key)
    {
        // Such a model reads all its text at once, and llama.cpp asserts that a batch holds it.
        if (metadata.Flag(key("attention.causal")) == false)
            throw new GgufRejectedException("The model reads text in both directions and does not write any. Choose a model that writes text, such as one of Qwen3.");
        metadata.Number(key("pooling_type"), 0, 0, PoolingTypes);
    }
}
