namespace Assistant.ModelHost.Gguf;

/// <summary>Reads the keys and their values, and the vocabulary among them.</summary>
internal sealed class GgufMetadataReader(GgufReader reader)
{
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";

    // A length, one byte, a type, one byte.
    public const int LeastBytesPerKey = 14;

    private readonly Dictionary<string, GgufValue> values = new(StringComparer.Ordinal);
    private List<string> tokens = [];
    private int[] types = [];

    public GgufVocabulary Vocabulary => new(tokens, types);

    public Dictionary<string, GgufValue> Read(long count)
    {
        for (var index = 0L; index < count; index++)
        {
            reader.Place = $"key {index + 1:N0} of {count:N0}";
            var key = reader.ReadText(GgufLimits.KeyBytes);
            if (key.Length == 0 || key.Contains('\0', StringComparison.Ordinal))
                throw new GgufRejectedException($"Key {index + 1:N0} of the metadata is empty or has a zero byte in it. The file is damaged.");
            reader.Place = $"the value of {Shown(key)}";
            if (!values.TryAdd(key, ReadValue(key)))
                throw new GgufRejectedException($"The key {Shown(key)} stands in the metadata twice. The file is damaged.");
        }
        return values;
    }

    private static string Shown(string key) => key.Length <= 100 ? key : key[..100] + "...";

    private static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        // A text has at least its length.
        _ => 8,
    };

    private GgufValue ReadValue(string key)
    {
        var type = ReadType(key);
        return type switch
        {
            GgufValueType.List => ReadList(key),
            GgufValueType.Text => new GgufValue(type, 0, ReadOneText(key), null, 1, null),
            _ => new GgufValue(type, ReadNumber(type), null, null, 1, null),
        };
    }

    private GgufValueType ReadType(string key)
    {
        var type = reader.ReadUInt32();
        return type <= (uint)GgufValueType.Float64
            ? (GgufValueType)type
            : throw new GgufRejectedException($"The value of {Shown(key)} has the type {type}, which does not exist. The file is damaged.");
    }

    // Native code reads texts up to the first zero byte: it would see another one than was checked.
    private string ReadOneText(string key)
    {
        var text = reader.ReadText(GgufLimits.TextBytes);
        return text.Contains('\0', StringComparison.Ordinal) ? throw new GgufRejectedException($"The value of {Shown(key)} has a zero byte in it. The file is damaged.") : text;
    }

    private double ReadNumber(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 => reader.ReadByte(),
        GgufValueType.Int8 => (sbyte)reader.ReadByte(),
        GgufValueType.Bool => reader.ReadByte() == 0 ? 0 : 1,
        GgufValueType.UInt16 => reader.ReadUInt16(),
        GgufValueType.Int16 => (short)reader.ReadUInt16(),
        GgufValueType.UInt32 => reader.ReadUInt32(),
        GgufValueType.Int32 => (int)reader.ReadUInt32(),
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle(reader.ReadUInt32()),
        GgufValueType.UInt64 => reader.ReadUInt64(),
        GgufValueType.Int64 => (long)reader.ReadUInt64(),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(reader.ReadUInt64()),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private GgufValue ReadList(string key)
    {
        var elementType = ReadType(key);
        if (elementType == GgufValueType.List)
            throw new GgufRejectedException($"The value of {Shown(key)} is a list of lists, which llama.cpp does not read. The file is damaged.");
        var count = reader.ReadCount(key is TokensKey or TypesKey ? GgufLimits.Tokens : GgufLimits.ListElements, SizeOf(elementType), "elements in the list");
        var numbers = (IReadOnlyList<double>?)null;
        if (elementType == GgufValueType.Text)
            ReadTexts(key, (int)count);
        else if (key == TypesKey && elementType == GgufValueType.Int32)
            types = ReadTypes((int)count);
        else if (count <= GgufLimits.Layers)
            numbers = ReadNumbers(elementType, (int)count);
        else
            reader.Skip(count * SizeOf(elementType));
        return new GgufValue(GgufValueType.List, 0, null, elementType, count, numbers);
    }

    private void ReadTexts(string key, int count)
    {
        if (key == TokensKey)
        {
            tokens = ReadTokens(count);
            return;
        }
        for (var index = 0; index < count; index++)
            reader.ReadText(GgufLimits.ListTextBytes);
    }

    // llama.cpp aborts when two tokens have the same text. It reads them up to the first zero byte and names the empty ones itself.
    private List<string> ReadTokens(int count)
    {
        // They grow with what is really read: a count costs eight bytes of file per token, a place in both of these five times that.
        var read = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            var token = reader.ReadText(GgufLimits.ListTextBytes);
            var zero = token.IndexOf('\0', StringComparison.Ordinal);
            if (zero >= 0)
                token = token[..zero];
            if (token.Length == 0)
                token = $"[EMPTY_{index}]";
            if (!seen.Add(token))
                throw new GgufRejectedException($"The token {Shown(token)} stands in the vocabulary twice. The file is damaged.");
            read.Add(token);
        }
        return read;
    }

    private int[] ReadTypes(int count)
    {
        var read = new int[count];
        for (var index = 0; index < count; index++)
            read[index] = (int)reader.ReadUInt32();
        return read;
    }

    private double[] ReadNumbers(GgufValueType type, int count)
    {
        var read = new double[count];
        for (var index = 0; index < count; index++)
            read[index] = ReadNumber(type);
        return read;
    }
}
