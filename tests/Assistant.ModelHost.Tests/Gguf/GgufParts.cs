using System.Buffers.Binary;
using System.Text;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>
/// A model file taken apart so that a test can change one thing and put it together again, right or wrong. It shares no code with
/// what it tests.
/// </summary>
internal sealed class GgufParts
{
    public const uint UInt32 = 4, Int32 = 5, Float32 = 6, Bool = 7, Text = 8, List = 9;

    private const int DefaultAlignment = 32;
    private static readonly int[] Sizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    public sealed record Key(string Name, uint Type, byte[] Value)
    {
        public ulong? NameLength { get; init; }
    }

    public sealed record Tensor(string Name, ulong[] Shape, uint Type, byte[] Data)
    {
        public uint? Dimensions { get; init; }

        public ulong? Offset { get; init; }
    }

    public byte[] Magic { get; set; } = "GGUF"u8.ToArray();

    public uint Version { get; set; } = 3;

    public ulong? TensorCount { get; set; }

    public ulong? KeyCount { get; set; }

    /// <summary>To what the file is laid out, whatever it says of itself.</summary>
    public int Alignment { get; set; } = DefaultAlignment;

    public List<Key> Keys { get; } = [];

    public List<Tensor> Tensors { get; } = [];

    public static GgufParts Of(byte[] file)
    {
        var parts = new GgufParts();
        var at = 8;
        var tensors = ReadUInt64(file, ref at);
        var keys = ReadUInt64(file, ref at);
        for (var index = 0ul; index < keys; index++)
        {
            var name = ReadText(file, ref at);
            var type = ReadUInt32(file, ref at);
            var start = at;
            SkipValue(file, ref at, type);
            parts.Keys.Add(new Key(name, type, file[start..at]));
        }
        parts.AddTensors(file, at, tensors);
        return parts;
    }

    public static byte[] Bytes(uint value) => BitConverter.GetBytes(value);

    public static byte[] Bytes(float value) => BitConverter.GetBytes(value);

    public static byte[] Bytes(string value) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];

    public static byte[] Bytes(uint elementType, params byte[][] elements) => [.. Bytes(elementType), .. BitConverter.GetBytes((ulong)elements.Length), .. elements.SelectMany(static element => element)];

    public void Set(string name, uint value) => Set(new Key(name, UInt32, Bytes(value)));

    public void Set(string name, float value) => Set(new Key(name, Float32, Bytes(value)));

    public void Set(string name, string value) => Set(new Key(name, Text, Bytes(value)));

    public void Set(string name, bool value) => Set(new Key(name, Bool, [value ? (byte)1 : (byte)0]));

    public void SetList(string name, uint elementType, params byte[][] elements) => Set(new Key(name, List, Bytes(elementType, elements)));

    public void Set(Key key)
    {
        Keys.RemoveAll(other => other.Name == key.Name);
        Keys.Add(key);
    }

    public void Remove(string name) => Keys.RemoveAll(key => key.Name == name);

    /// <summary>Changes the token of a number.</summary>
    public void SetToken(int number, byte[] text)
    {
        var index = Keys.FindIndex(static key => key.Name == "tokenizer.ggml.tokens");
        var value = Keys[index].Value;
        var at = 12;
        for (var token = 0; token < number; token++)
            at += 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(value.AsSpan(at));
        var end = at + 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(value.AsSpan(at));
        Keys[index] = Keys[index] with { Value = [.. value[..at], .. BitConverter.GetBytes((ulong)text.Length), .. text, .. value[end..]] };
    }

    public byte[] ToBytes()
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(TensorCount ?? (ulong)Tensors.Count);
        writer.Write(KeyCount ?? (ulong)Keys.Count);
        foreach (var key in Keys)
        {
            writer.Write(key.NameLength ?? (ulong)Encoding.UTF8.GetByteCount(key.Name));
            writer.Write(Encoding.UTF8.GetBytes(key.Name));
            writer.Write(key.Type);
            writer.Write(key.Value);
        }
        WriteTensors(writer);
        writer.Flush();
        return memory.ToArray();
    }

    private static uint ReadUInt32(byte[] file, ref int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((at += 4) - 4));

    private static ulong ReadUInt64(byte[] file, ref int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan((at += 8) - 8));

    private static string ReadText(byte[] file, ref int at)
    {
        var length = (int)ReadUInt64(file, ref at);
        return Encoding.UTF8.GetString(file, (at += length) - length, length);
    }

    private static void SkipValue(byte[] file, ref int at, uint type)
    {
        if (type == Text)
        {
            ReadText(file, ref at);
        }
        else if (type == List)
        {
            var elementType = ReadUInt32(file, ref at);
            var count = ReadUInt64(file, ref at);
            for (var index = 0ul; index < count; index++)
                SkipValue(file, ref at, elementType);
        }
        else
        {
            at += Sizes[type];
        }
    }

    private static int RoundUp(int position, int alignment) => (position + alignment - 1) / alignment * alignment;

    private void AddTensors(byte[] file, int at, ulong count)
    {
        var read = new List<(string Name, ulong[] Shape, uint Type, int Offset)>();
        for (var index = 0ul; index < count; index++)
        {
            var name = ReadText(file, ref at);
            var shape = new ulong[ReadUInt32(file, ref at)];
            for (var dimension = 0; dimension < shape.Length; dimension++)
                shape[dimension] = ReadUInt64(file, ref at);
            read.Add((name, shape, ReadUInt32(file, ref at), (int)ReadUInt64(file, ref at)));
        }
        var data = RoundUp(at, DefaultAlignment);
        for (var index = 0; index < read.Count; index++)
        {
            var end = index + 1 < read.Count ? data + read[index + 1].Offset : file.Length;
            Tensors.Add(new Tensor(read[index].Name, read[index].Shape, read[index].Type, file[(data + read[index].Offset)..end]));
        }
    }

    private void WriteTensors(BinaryWriter writer)
    {
        var offset = 0;
        foreach (var tensor in Tensors)
        {
            writer.Write(Bytes(tensor.Name));
            writer.Write(tensor.Dimensions ?? (uint)tensor.Shape.Length);
            foreach (var count in tensor.Shape)
                writer.Write(count);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset ?? (ulong)offset);
            offset = RoundUp(offset + tensor.Data.Length, Alignment);
        }
        Pad(writer);
        foreach (var tensor in Tensors)
        {
            writer.Write(tensor.Data);
            Pad(writer);
        }
    }

    private void Pad(BinaryWriter writer)
    {
        writer.Flush();
        var position = (int)writer.BaseStream.Position;
        writer.Write(new byte[RoundUp(position, Alignment) - position]);
    }
}
