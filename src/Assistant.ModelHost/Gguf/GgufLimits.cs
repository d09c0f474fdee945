namespace Assistant.ModelHost.Gguf;

/// <summary>
/// The most that a header may hold. llama.cpp's own limits (a text of 1 GiB, a list of 2^30) let a small file ask for more memory than
/// there is, and it looks for double names by comparing each with each. Real files stay far below all of these.
/// </summary>
internal static class GgufLimits
{
    /// <summary>Bytes before the tensors' data. The longest known, of a vocabulary of 262,144 tokens, is about 16 MB.</summary>
    public const long HeaderBytes = 64L << 20;

    /// <summary>Keys. Real files have less than a hundred.</summary>
    public const int Keys = 4_096;

    /// <summary>Tensors. The largest known models have about three thousand.</summary>
    public const int Tensors = 65_536;

    /// <summary>Bytes of a key, as in the description of GGUF.</summary>
    public const int KeyBytes = 65_535;

    /// <summary>Bytes of a tensor's name: <c>GGML_MAX_NAME</c> less the zero at its end.</summary>
    public const int TensorNameBytes = 63;

    /// <summary>Bytes of one text. The longest known are chat templates of some tens of KB.</summary>
    public const int TextBytes = 4 << 20;

    /// <summary>Bytes of a text in a list: a token or a pair of them. Real ones have some hundreds.</summary>
    public const int ListTextBytes = 16 << 10;

    /// <summary>Elements of a list. The longest known are half a million pairs of tokens.</summary>
    public const long ListElements = 4L << 20;

    /// <summary>Tokens. The largest known vocabularies have 262,144.</summary>
    public const int Tokens = 1 << 20;

    /// <summary>Dimensions of a tensor: <c>GGML_MAX_DIMS</c>.</summary>
    public const int Dimensions = 4;

    /// <summary>Layers: <c>LLAMA_MAX_LAYERS</c>.</summary>
    public const int Layers = 512;

    /// <summary>Experts: <c>LLAMA_MAX_EXPERTS</c>.</summary>
    public const int Experts = 1_024;

    /// <summary>Tokens of context that a model may say it was made for. The most that is known is ten million.</summary>
    public const int ContextLength = 16 << 20;

    /// <summary>The fewest of them: more than the sequences of a context, of which each must fit in a step.</summary>
    public const int LeastContextLength = 64;

    /// <summary>The width of anything in a model; ten times the largest known. Products of two still fit in 64 bits.</summary>
    public const int Width = 1 << 20;

    /// <summary>Bytes to which the data of tensors may be aligned. Usual are 32.</summary>
    public const int Alignment = 1 << 16;
}
