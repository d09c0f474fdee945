namespace Assistant.ModelHost.Gguf;

/// <summary>The types of values in the metadata, with the numbers that GGUF gives them.</summary>
public enum GgufValueType
{
    /// <summary>8 bits.</summary>
    UInt8 = 0,

    /// <summary>8 bits, signed.</summary>
    Int8 = 1,

    /// <summary>16 bits.</summary>
    UInt16 = 2,

    /// <summary>16 bits, signed.</summary>
    Int16 = 3,

    /// <summary>32 bits.</summary>
    UInt32 = 4,

    /// <summary>32 bits, signed.</summary>
    Int32 = 5,

    /// <summary>A float of 32 bits.</summary>
    Float32 = 6,

    /// <summary>One byte, zero or not.</summary>
    Bool = 7,

    /// <summary>UTF-8 behind its length in bytes.</summary>
    Text = 8,

    /// <summary>A type, a count, and so many values.</summary>
    List = 9,

    /// <summary>64 bits.</summary>
    UInt64 = 10,

    /// <summary>64 bits, signed.</summary>
    Int64 = 11,

    /// <summary>A float of 64 bits.</summary>
    Float64 = 12,
}
