using Assistant.ModelHost.Gguf;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Gguf;

/// <summary>The tiny models, made once, and how they are read.</summary>
internal static class Models
{
    public static readonly byte[] Dense = RandomModel.Bytes(ModelShapes.TinyQwen3);
    public static readonly byte[] Experts = RandomModel.Bytes(ModelShapes.TinyQwen3Moe);
    public static readonly byte[] Hybrid = RandomModel.Bytes(ModelShapes.TinyHybrid);

    public static bool FullCounts => Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is not null;

    public static GgufFile Read(byte[] file) => Read(file, file.Length);

    /// <summary>Reads the first bytes of a file as if they were all of it.</summary>
    public static GgufFile Read(byte[] file, int length) => GgufFile.Read(new MemoryStream(file, 0, length, writable: false), length);

    /// <summary>Must be refused, in words that hold a fragment.</summary>
    public static void IsRejected(byte[] file, string fragment)
    {
        var rejection = Assert.Throws<GgufRejectedException>(() => Read(file));
        Assert.Contains(fragment, rejection.Message, StringComparison.Ordinal);
    }
}
