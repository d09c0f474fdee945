namespace Assistant.ModelHost.Gguf;

/// <summary>
/// Reads the list of tensors and places their data: each begins where the one before ends, rounded up to the alignment, as llama.cpp
/// demands, and ends inside the file.
/// </summary>
internal sealed class GgufTensorReader(GgufReader reader, long fileLength, long alignment)
{
    // The length of the name, one letter, dimensions, one of them, type, offset.
    public const int LeastBytesPerTensor = 33;

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyList<GgufTensor> Read(long count)
    {
        var declared = new List<(string Name, long[] Shape, GgmlType Type, ulong Offset)>();
        for (var index = 0L; index < count; index++)
            declared.Add(ReadOne(index, count));
        return Place(declared);
    }

    private (string Name, long[] Shape, GgmlType Type, ulong Offset) ReadOne(long index, long count)
    {
        reader.Place = $"the description of tensor {index + 1:N0} of {count:N0}";
        var name = reader.ReadText(GgufLimits.TensorNameBytes);
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
            throw new GgufRejectedException($"The name of tensor {index + 1:N0} is empty or has a zero byte in it. The file is damaged.");
        if (!names.Add(name))
            throw new GgufRejectedException($"There are two tensors named {name}. The file is damaged.");
        reader.Place = $"the description of tensor {name}";
        var dimensions = reader.ReadUInt32();
        if (dimensions is 0 or > GgufLimits.Dimensions)
            throw new GgufRejectedException($"Tensor {name} has {dimensions} dimensions; there are 1 to {GgufLimits.Dimensions}. The file is damaged.");
        var shape = new long[dimensions];
        for (var dimension = 0; dimension < shape.Length; dimension++)
            shape[dimension] = ReadDimension(name);
        var number = reader.ReadUInt32();
        if (!GgmlType.All.TryGetValue(number, out var type))
            throw new GgufRejectedException($"Tensor {name} is stored in format {number}, which this version of llama.cpp does not read. The file is damaged or made for another version.");
        return (name, shape, type, reader.ReadUInt64());
    }

    // A number takes at least one bit, so no dimension of a whole file is larger than its bits.
    private long ReadDimension(string name)
    {
        var count = reader.ReadUInt64();
        if (count == 0 || count > (ulong)fileLength * 8)
            throw new GgufRejectedException($"Tensor {name} has a dimension of {count:N0} numbers, and the file has {fileLength:N0} bytes. The file is damaged.");
        return (long)count;
    }

    private List<GgufTensor> Place(List<(string Name, long[] Shape, GgmlType Type, ulong Offset)> declared)
    {
        var start = RoundUp(reader.Position);
        var tensors = new List<GgufTensor>(declared.Count);
        var next = start;
        foreach (var (name, shape, type, offset) in declared)
        {
            if (offset != (ulong)(next - start))
                throw new GgufRejectedException($"The data of tensor {name} is said to begin at byte {offset:N0} and must begin at {next - start:N0}, where that before ends. The file is damaged.");
            var size = SizeOf(name, shape, type);
            if (size > (UInt128)Math.Max(0, fileLength - next))
            {
                var missing = size - (UInt128)Math.Max(0, fileLength - next);
                throw new GgufRejectedException($"The file ends in the middle of tensor {name}: {missing:N0} bytes are missing for it. Download it again.");
            }
            tensors.Add(new GgufTensor(name, shape, type, next, (long)size));
            next = RoundUp(next + (long)size);
        }
        return tensors;
    }

    private static UInt128 SizeOf(string name, long[] shape, GgmlType type)
    {
        if (shape[0] % type.BlockNumbers != 0)
            throw new GgufRejectedException($"Tensor {name} has rows of {shape[0]:N0} numbers, and {type.Name} stores them in blocks of {type.BlockNumbers}. The file is damaged.");
        // Four dimensions of at most 2^63 overflow even 128 bits.
        var count = (UInt128)1;
        foreach (var dimension in shape)
        {
            count *= (ulong)dimension;
            if (count > long.MaxValue)
                throw new GgufRejectedException($"Tensor {name} has more numbers than can be counted. The file is damaged.");
        }
        return count / (uint)type.BlockNumbers * (uint)type.BlockBytes;
    }

    private long RoundUp(long position) => (position + alignment - 1) / alignment * alignment;
}
