namespace Assistant.RandomModels;

/// <summary>The types of tensors that the writer knows, with the numbers that GGUF gives them.</summary>
public enum TensorType
{
    /// <summary>32-bit float, exact.</summary>
    F32 = 0,

    /// <summary>16-bit float.</summary>
    F16 = 1,

    /// <summary>8 bits, blocks of 32.</summary>
    Q8Block32 = 8,

    /// <summary>Q4_K: 4.5 bits, blocks of 256.</summary>
    Q4K = 12,

    /// <summary>Q6_K: 6.6 bits, blocks of 256.</summary>
    Q6K = 14,
}
