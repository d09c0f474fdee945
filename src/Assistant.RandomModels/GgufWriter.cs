using System.Text;

namespace Assistant.RandomModels;

/// <summary>
/// Writes a GGUF file, version 3: the header, the metadata, the list of tensors, then their data, each where its offset says.
/// The data is asked for tensor by tensor while it is written, so a model of many gigabytes needs no memory.
/// </summary>
public sealed class GgufWriter
{
    private const uint Magic = 0x46554747;
    private const uint Version = 3;
    private const int Alignment = 32;

    private readonly List<(string Key, ValueType Type, Action<BinaryWriter> Write)> metadata = [];
    private readonly List<WrittenTensor> tensors = [];
    private long dataSize;

    private enum ValueType : uint
    {
        UnsignedInteger = 4,
        Integer = 5,
        Float = 6,
        Boolean = 7,
        Text = 8,
        Array = 9,
    }

    /// <summary>Adds a number.</summary>
    public void Add(string key, uint value) => metadata.Add((key, ValueType.UnsignedInteger, writer => writer.Write(value)));

    /// <summary>Adds a number.</summary>
    public void Add(string key, float value) => metadata.Add((key, ValueType.Float, writer => writer.Write(value)));

    /// <summary>Adds a truth value.</summary>
    public void Add(string key, bool value) => metadata.Add((key, ValueType.Boolean, writer => writer.Write(value)));

    /// <summary>Adds a text.</summary>
    public void Add(string key, string value) => metadata.Add((key, ValueType.Text, writer => WriteText(writer, value)));

    /// <summary>Adds a list of texts.</summary>
    public void Add(string key, IReadOnlyList<string> values) => AddArray(key, ValueType.Text, values, WriteText);

    /// <summary>Adds a list of numbers.</summary>
    public void Add(string key, IReadOnlyList<int> values) => AddArray(key, ValueType.Integer, values, static (writer, value) => writer.Write(value));

    /// <summary>Adds a tensor; its data is written in the order of these calls.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">How its numbers are stored.</param>
    /// <param name="shape">Numbers per dimension, the fastest one first.</param>
    public void AddTensor(string name, TensorType type, params long[] shape)
    {
        var size = WrittenTensor.SizeOf(type, shape.Aggregate(1L, static (product, count) => product * count));
        tensors.Add(new WrittenTensor(name, type, shape, dataSize, size));
        dataSize += Padded(size);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="output">Where to; it must know its position.</param>
    /// <param name="fill">Writes the data of one tensor: exactly <see cref="WrittenTensor.Size"/> bytes.</param>
    public void Write(Stream output, Action<WrittenTensor, Stream> fill)
    {
        var start = output.Position;
        using var writer = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)metadata.Count);
        foreach (var (key, type, write) in metadata)
        {
            WriteText(writer, key);
            writer.Write((uint)type);
            write(writer);
        }
        foreach (var tensor in tensors)
            WriteHeader(writer, tensor);
        Pad(writer, start);
        foreach (var tensor in tensors)
        {
            var before = output.Position;
            fill(tensor, output);
            if (output.Position - before != tensor.Size)
                throw new InvalidOperationException($"{tensor.Name}: {output.Position - before} bytes were written, {tensor.Size} were declared");
            Pad(writer, start);
        }
    }

    private static void WriteHeader(BinaryWriter writer, WrittenTensor tensor)
    {
        WriteText(writer, tensor.Name);
        writer.Write((uint)tensor.Shape.Count);
        foreach (var count in tensor.Shape)
            writer.Write((ulong)count);
        writer.Write((uint)tensor.Type);
        writer.Write((ulong)tensor.Offset);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(BinaryWriter writer, long start)
    {
        writer.Flush();
        var written = writer.BaseStream.Position - start;
        writer.Write(new byte[Padded(written) - written]);
        writer.Flush();
    }

    private static long Padded(long size) => (size + Alignment - 1) / Alignment * Alignment;

    private void AddArray<T>(string key, ValueType type, IReadOnlyList<T> values, Action<BinaryWriter, T> write) => metadata.Add((key, ValueType.Array, writer =>
    {
        writer.Write((uint)type);
        writer.Write((ulong)values.Count);
        foreach (var value in values)
            write(writer, value);
    }
    ));
}
