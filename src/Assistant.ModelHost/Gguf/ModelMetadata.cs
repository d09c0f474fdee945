namespace Assistant.ModelHost.Gguf;

/// <summary>The metadata by type. A key of another type than llama.cpp expects is refused: it converts none, and aborts on some.</summary>
internal sealed class ModelMetadata(IReadOnlyDictionary<string, GgufValue> values)
{
    public IReadOnlyDictionary<string, GgufValue> Values => values;

    /// <summary>A number; null without such a key.</summary>
    public long? Number(string key) => values.TryGetValue(key, out var value) ? (long)Of(key, value, GgufValueType.UInt32).Number : null;

    /// <summary>A number that must be there, of at least 1.</summary>
    public long Number(string key, long limit)
    {
        var number = Number(key) ?? throw new GgufRejectedException($"The key {key} is missing. The file is damaged or is no language model.");
        return InRange(key, number, 1, limit);
    }

    /// <summary>A number within limits, or what stands for a missing one.</summary>
    public long Number(string key, long missing, long least, long most) => Number(key) is { } number ? InRange(key, number, least, most) : missing;

    /// <summary>A number per layer: a list, or one number for all of them.</summary>
    public IReadOnlyList<long> PerLayer(string key, long missing, int layers, long most)
    {
        if (!values.TryGetValue(key, out var value))
            return [.. Enumerable.Repeat(missing, layers)];
        if (value.Type != GgufValueType.List)
            return [.. Enumerable.Repeat(Number(key, missing, 0, most), layers)];
        if (value.Count != layers || value.Numbers is null || value.ElementType is not (GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Bool))
            throw new GgufRejectedException($"The key {key} must be a list of {layers} numbers, one per layer. The file is damaged.");
        return [.. value.Numbers.Select(number => InRange(key, (long)number, 0, most))];
    }

    /// <summary>A finite float within limits, or what stands for a missing one.</summary>
    public double Real(string key, double missing, double least, double most)
    {
        if (!values.TryGetValue(key, out var value))
            return missing;
        var number = Of(key, value, GgufValueType.Float32).Number;
        // Written so that "not a number" fails too.
        return number >= least && number <= most ? number : throw new GgufRejectedException($"The key {key} is {number}; it must be from {least} to {most}. The file is damaged.");
    }

    /// <summary>A truth value; null without such a key.</summary>
    public bool? Flag(string key) => values.TryGetValue(key, out var value) ? Of(key, value, GgufValueType.Bool).Number != 0 : null;

    /// <summary>A text; null without such a key.</summary>
    public string? Text(string key) => values.TryGetValue(key, out var value) ? Of(key, value, GgufValueType.Text).Text : null;

    /// <summary>Elements of a list of one of some types; null without such a key.</summary>
    public long? ListCount(string key, params ReadOnlySpan<GgufValueType> elementTypes)
    {
        if (!values.TryGetValue(key, out var value))
            return null;
        if (value.ElementType is not { } elementType || !elementTypes.Contains(elementType))
            throw new GgufRejectedException($"The key {key} must be a list of {string.Join(" or ", elementTypes.ToArray())}. The file is damaged.");
        return value.Count;
    }

    private static long InRange(string key, long number, long least, long most) => number >= least && number <= most
        ? number
        : throw new GgufRejectedException($"The key {key} is {number:N0}; it must be from {least:N0} to {most:N0}. The file is damaged.");

    private static GgufValue Of(string key, GgufValue value, GgufValueType type) => value.Type == type
        ? value
        : throw new GgufRejectedException($"The key {key} is of type {value.Type}; llama.cpp expects {type}. The file is damaged.");
}
