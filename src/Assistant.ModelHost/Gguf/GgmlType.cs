namespace Assistant.ModelHost.Gguf;

/// <summary>How the numbers of a tensor are stored: in blocks of so many numbers and so many bytes.</summary>
/// <param name="Name">As llama.cpp prints it.</param>
/// <param name="BlockNumbers">Numbers in a block.</param>
/// <param name="BlockBytes">Bytes of a block.</param>
/// <param name="IsWeight">Whether a model's weights are stored so. The others exist only inside a computation, and llama.cpp aborts on some of them.</param>
public sealed record GgmlType(string Name, int BlockNumbers, int BlockBytes, bool IsWeight = true)
{
    // ggml.h and ggml-common.h of llama.cpp 0.4.0; the numbers left out are types that were removed.
    private static readonly Dictionary<uint, GgmlType> Known = new()
    {
        [0] = new("f32", 1, 4),
        [1] = new("f16", 1, 2),
        [2] = new("q4_0", 32, 18),
        [3] = new("q4_1", 32, 20),
        [6] = new("q5_0", 32, 22),
        [7] = new("q5_1", 32, 24),
        [8] = new("q8_0", 32, 34),
        [9] = new("q8_1", 32, 36, IsWeight: false),
        [10] = new("q2_K", 256, 84),
        [11] = new("q3_K", 256, 110),
        [12] = new("q4_K", 256, 144),
        [13] = new("q5_K", 256, 176),
        [14] = new("q6_K", 256, 210),
        [15] = new("q8_K", 256, 292, IsWeight: false),
        [16] = new("iq2_xxs", 256, 66),
        [17] = new("iq2_xs", 256, 74),
        [18] = new("iq3_xxs", 256, 98),
        [19] = new("iq1_s", 256, 50),
        [20] = new("iq4_nl", 32, 18),
        [21] = new("iq3_s", 256, 110),
        [22] = new("iq2_s", 256, 82),
        [23] = new("iq4_xs", 256, 136),
        [24] = new("i8", 1, 1, IsWeight: false),
        [25] = new("i16", 1, 2, IsWeight: false),
        [26] = new("i32", 1, 4, IsWeight: false),
        [27] = new("i64", 1, 8, IsWeight: false),
        [28] = new("f64", 1, 8, IsWeight: false),
        [29] = new("iq1_m", 256, 56),
        [30] = new("bf16", 1, 2),
        [34] = new("tq1_0", 256, 54),
        [35] = new("tq2_0", 256, 66),
        [39] = new("mxfp4", 32, 17),
        [40] = new("nvfp4", 64, 36),
        [41] = new("q1_0", 128, 18),
        [42] = new("q2_0", 64, 18),
    };

    /// <summary>Floats of 32 bits.</summary>
    public static GgmlType F32 => Known[0];

    /// <summary>All types with their numbers.</summary>
    public static IReadOnlyDictionary<uint, GgmlType> All => Known;
}
