using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>
/// The kinds of files that llama.cpp's tests/test-gguf.cpp makes by hand, on top of a model that would be loaded: with keys and tensors
/// by seed added, and then one thing wrong. Where its own reader accepts a kind, so must ours, but for a tensor without numbers
/// and an alignment of 1: the code behind the reader asserts on both.
/// </summary>
public sealed class GgufCorruptionTests
{
    private const ulong Huge = ulong.MaxValue;
    private const string Accepted = "";

    private static int Seeds => Models.FullCounts ? 100 : 5;

    private static readonly Dictionary<string, (Action<GgufParts, Random> Change, string Expected)> Kinds = new(StringComparer.Ordinal)
    {
        ["HEADER_BAD_MAGIC"] = (static (parts, _) => parts.Magic = "FUGG"u8.ToArray(), "does not begin with the letters GGUF"),
        ["HEADER_BAD_VERSION_0"] = (static (parts, _) => parts.Version = 0, "version 0 of GGUF"),
        ["HEADER_BAD_VERSION_1"] = (static (parts, _) => parts.Version = 1, "no longer reads"),
        ["HEADER_BAD_VERSION_FUTURE"] = (static (parts, _) => parts.Version = 4, "Update this program"),
        ["HEADER_BAD_N_TENSORS"] = (static (parts, _) => parts.TensorCount = Huge, "tensors"),
        ["HEADER_BAD_N_KV"] = (static (parts, _) => parts.KeyCount = Huge, "keys"),
        ["HEADER_EMPTY"] = (static (parts, _) => Clear(parts), "general.architecture is missing"),
        ["KV_BAD_KEY_SIZE"] = (static (parts, random) => Change(parts.Keys, random, static key => key with { NameLength = Huge }), "the most that is read"),
        ["KV_EMPTY_KEY"] = (static (parts, random) => Change(parts.Keys, random, static key => key with { Name = "" }), "is empty"),
        ["KV_BAD_TYPE"] = (static (parts, random) => Change(parts.Keys, random, static key => key with { Type = 13 }), "has the type 13"),
        ["KV_BAD_LIST_TYPE"] = (static (parts, _) => parts.SetList("some.list", 13), "has the type 13"),
        ["KV_LIST_OF_LISTS"] = (static (parts, _) => parts.SetList("some.list", GgufParts.List), "list of lists"),
        ["KV_BAD_VALUE_SIZE"] = (static (parts, _) => parts.Set(new GgufParts.Key("some.text", GgufParts.Text, BitConverter.GetBytes(Huge))), "the most that is read"),
        ["KV_DUPLICATE_KEY"] = (static (parts, random) => parts.Keys.Add(parts.Keys[random.Next(parts.Keys.Count)]), "twice"),
        ["KV_BAD_ALIGN"] = (static (parts, _) => parts.Set("general.alignment", 13), "power of two"),
        ["KV_WRONG_TYPE_ALIGN"] = (static (parts, _) => parts.Set(new GgufParts.Key("general.alignment", GgufParts.Int32, GgufParts.Bytes(32))), "of type Int32"),
        ["KV_SUCCESS"] = (static (_, _) => { }, Accepted),
        ["TENSORS_BAD_NAME_SIZE"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Name = new string('n', 64) }), "a text of 64 bytes"),
        ["TENSORS_BAD_N_DIMS"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Dimensions = 5 }), "5 dimensions"),
        ["TENSORS_BAD_SHAPE"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Shape = [Huge, Huge] }), "a dimension of"),
        ["TENSORS_ZERO_DIM"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Shape = [tensor.Shape[0], 0], Data = [] }), "a dimension of 0"),
        ["TENSORS_NE_TOO_BIG"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Shape = [4ul * int.MaxValue, 4ul * int.MaxValue] }), "a dimension of"),
        ["TENSORS_PRODUCT_TOO_BIG"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Shape = [1 << 20, 1 << 20, 1 << 20, 1 << 20] }), "more numbers than can be counted"),
        ["TENSORS_NBYTES_TOO_BIG"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Shape = [1 << 20, 1 << 20, 1 << 20], Type = 27 }), "The file ends in the middle of tensor"),
        ["TENSORS_BAD_TYPE"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Type = 43 }), "format 43"),
        ["TENSORS_REMOVED_TYPE"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Type = 4 }), "format 4"),
        ["TENSORS_BAD_OFFSET"] = (static (parts, random) => Change(parts.Tensors, random, static tensor => tensor with { Offset = Huge }), "is said to begin at byte"),
        ["TENSORS_DUPLICATE_NAME"] = (static (parts, random) => parts.Tensors.Add(parts.Tensors[random.Next(parts.Tensors.Count)]), "two tensors named"),
        ["TENSORS_BAD_ALIGN"] = (static (parts, _) => parts.Alignment = 13, "is said to begin at byte"),
        ["TENSORS_INCONSISTENT_ALIGN"] = (static (parts, _) => parts.Set("general.alignment", 4096), "is said to begin at byte"),
        ["TENSORS_ALIGN_1"] = (static (parts, _) => Align(parts, 1), "power of two"),
        ["TENSORS_CUSTOM_ALIGN"] = (static (parts, _) => Align(parts, 64), Accepted),
        ["DATA_NOT_ENOUGH_DATA"] = (static (parts, _) => parts.Tensors[^1] = parts.Tensors[^1] with { Shape = [parts.Tensors[^1].Shape[0], parts.Tensors[^1].Shape[1] + 1] }, "bytes are missing for it"),
        ["DATA_MEM_SIZE_OVERFLOW"] = (static (parts, _) => parts.Tensors[0] = parts.Tensors[0] with { Shape = [0x7FFFFFFFFFFFFFC0] }, "a dimension of"),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kind_of_corruption_is_rejected(string name)
    {
        var (change, expected) = Kinds[name];
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var parts = GgufParts.Of(Models.Dense);
            AddKeys(parts, random);
            AddTensors(parts, random);
            change(parts, random);
            if (expected.Length > 0)
                Models.IsRejected(parts.ToBytes(), expected);
            else
                Assert.Equal("qwen3", Models.Read(parts.ToBytes()).Architecture);
        }
    }

    // As get_kv_types: all types of values, and lists of them.
    private static void AddKeys(GgufParts parts, Random random)
    {
        for (var index = 0; index < 30; index++)
        {
            var type = (uint)random.Next(13);
            var value = type == GgufParts.List ? Elements(random) : Element(type, random);
            parts.Keys.Add(new GgufParts.Key($"my_key_{index}", type, value));
        }
    }

    private static byte[] Elements(Random random)
    {
        uint type;
        do
            type = (uint)random.Next(13);
        while (type == GgufParts.List);
        return GgufParts.Bytes(type, [.. Enumerable.Range(0, random.Next(16)).Select(_ => Element(type, random))]);
    }

    private static byte[] Element(uint type, Random random)
    {
        if (type == GgufParts.Text)
            return GgufParts.Bytes(new string('t', random.Next(64)));
        var value = new byte[type switch { 0 or 1 or GgufParts.Bool => 1, 2 or 3 => 2, 4 or 5 or 6 => 4, _ => 8 }];
        random.NextBytes(value);
        return value;
    }

    // As get_tensor_configs, of the types in which weights are stored.
    private static void AddTensors(GgufParts parts, Random random)
    {
        (uint Type, int Numbers, int Bytes)[] types = [(0, 1, 4), (1, 1, 2), (2, 32, 18), (8, 32, 34), (12, 256, 144), (14, 256, 210), (30, 1, 2), (40, 64, 36)];
        for (var index = 0; index < 20; index++)
        {
            var (type, numbers, bytes) = types[random.Next(types.Length)];
            var blocks = 1 + random.Next(10);
            var rows = 1 + random.Next(10);
            parts.Tensors.Add(new GgufParts.Tensor($"my_tensor_{index}", [(ulong)(blocks * numbers), (ulong)rows], type, new byte[blocks * bytes * rows]));
        }
        // The last one has no padding behind it, so that one byte less shows.
        parts.Tensors.Add(new GgufParts.Tensor("last", [8, 4], 0, new byte[128]));
    }

    private static void Change<T>(List<T> list, Random random, Func<T, T> change)
    {
        var index = random.Next(list.Count);
        list[index] = change(list[index]);
    }

    private static void Clear(GgufParts parts)
    {
        parts.Keys.Clear();
        parts.Tensors.Clear();
    }

    private static void Align(GgufParts parts, int alignment)
    {
        parts.Alignment = alignment;
        parts.Set("general.alignment", (uint)alignment);
    }
}
