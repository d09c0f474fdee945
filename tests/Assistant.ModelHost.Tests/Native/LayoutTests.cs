using System.Reflection;
using System.Runtime.InteropServices;
using Assistant.ModelHost.Native;
using Assistant.ModelHost.Tests.Kit;
using Xunit;

namespace Assistant.ModelHost.Tests.Native;

/// <summary>The structs are those of llama.h: sizes and offsets in bytes as a C compiler gives them on x64 and arm64.</summary>
public sealed class LayoutTests
{
    private static readonly object? Library = Load();

    [Theory]
    [InlineData(typeof(ModelParameters), 80)]
    [InlineData(typeof(ContextParameters), 160)]
    [InlineData(typeof(NativeBatch), 56)]
    [InlineData(typeof(TokenChance), 12)]
    [InlineData(typeof(TokenChances), 32)]
    public void A_struct_has_the_size_of_its_original(Type type, int size) => Assert.Equal(size, SizeOf(type));

    [Theory]
    [InlineData(typeof(ModelParameters), nameof(ModelParameters.TensorSplit), 40)]
    [InlineData(typeof(ModelParameters), nameof(ModelParameters.VocabularyOnly), 72)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.Threads), 28)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.RopeFrequencyBase), 56)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.YarnOriginalContext), 80)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.EvaluationCallback), 88)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.KeyType), 104)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.AbortCallback), 112)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.Embeddings), 128)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.Samplers), 136)]
    [InlineData(typeof(ContextParameters), nameof(ContextParameters.OtherContext), 152)]
    [InlineData(typeof(NativeBatch), nameof(NativeBatch.Tokens), 8)]
    [InlineData(typeof(NativeBatch), nameof(NativeBatch.WantsLogits), 48)]
    public void A_field_stands_where_its_original_does(Type type, string field, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf(type, field));

    [Fact]
    public void The_library_that_comes_along_fits()
    {
        Assert.NotNull(Library);
        Assert.Null(LayoutCheck.Complaint(Llama.llama_model_default_params()));
        Assert.Null(LayoutCheck.Complaint(Llama.llama_context_default_params()));
    }

    [Fact]
    public void A_field_that_moved_is_noticed()
    {
        // As a library would give them that has one more field at the start.
        var model = Shifted(Llama.llama_model_default_params(), sizeof(int));
        var context = Shifted(Llama.llama_context_default_params(), sizeof(int));
        Assert.NotNull(LayoutCheck.Complaint(model));
        Assert.NotNull(LayoutCheck.Complaint(context));
    }

    [Fact]
    public void A_folder_without_the_library_is_said_with_what_to_do()
    {
        var failure = Assert.Throws<IOException>(() => LlamaLibrary.Load(Path.GetTempPath(), _ => { }));
        Assert.Contains("llama.cpp", failure.Message, StringComparison.Ordinal);
    }

    private static object Load() => LlamaEngine.Start(TestHost.Library, _ => { });

    private static int SizeOf(Type type) =>
        (int)typeof(System.Runtime.CompilerServices.Unsafe).GetMethod(nameof(System.Runtime.CompilerServices.Unsafe.SizeOf), BindingFlags.Static | BindingFlags.Public)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static T Shifted<T>(T value, int by)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value)).ToArray();
        var moved = new byte[bytes.Length];
        bytes.AsSpan(0, bytes.Length - by).CopyTo(moved.AsSpan(by));
        return MemoryMarshal.Read<T>(moved);
    }
}
