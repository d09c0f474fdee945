using Assistant.ModelHost.Generation;
using Assistant.ModelHost.Native;
using Assistant.ModelHost.Tests.Kit;
using Assistant.Tests.Kit;
using Assistant.RandomModels;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>Which models are in memory, by the memory there is and by what is asked.</summary>
public sealed class ShelfTests : IAsyncLifetime
{
    // A tiny model with its context is counted as half a gigabyte and some.
    private const long RoomForOne = 700L << 20;
    private const long RoomForTwo = 2L << 30;

    private readonly FakeTime time = new();
    private long free = RoomForTwo;

    public ShelfTests() => Shelf = new ModelShelf(LlamaEngine.Start(TestHost.Library, _ => { }), Models.Options, time, () => free - (Shelf!.Loaded.Count * (RoomForOne / 2)));

    private TestHost Models { get; } = new(ModelShapes.TinyQwen3, ModelShapes.TinyQwen3Moe, ModelShapes.TinyHybrid);

    private ModelShelf Shelf { get; }

    [Fact]
    public async Task Two_stay_where_both_fit_and_a_third_takes_the_place_of_the_longest_unused()
    {
        foreach (var shape in new[] { ModelShapes.TinyQwen3, ModelShapes.TinyQwen3Moe })
        {
            (await Shelf.AcquireAsync(shape.Name, CancellationToken.None)).Dispose();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["tiny-qwen3", "tiny-qwen3moe"], Shelf.Loaded);
        (await Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None)).Dispose();
        (await Shelf.AcquireAsync("tiny-qwen35", CancellationToken.None)).Dispose();
        Assert.Equal(["tiny-qwen3", "tiny-qwen35"], Shelf.Loaded);
    }

    [Fact]
    public async Task One_leaves_where_both_do_not_fit_unless_it_is_in_use()
    {
        free = RoomForOne;
        (await Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None)).Dispose();
        using var used = await Shelf.AcquireAsync("tiny-qwen3moe", CancellationToken.None);
        Assert.Equal(["tiny-qwen3moe"], Shelf.Loaded);
        var failure = await Assert.ThrowsAsync<GenerationException>(() => Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None));
        Assert.Equal(GenerationFailure.Busy, failure.Failure);
        Assert.Contains("beside tiny-qwen3moe", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_at_all_is_said_with_the_numbers_and_what_to_do()
    {
        free = 100L << 20;
        var failure = await Assert.ThrowsAsync<GenerationException>(() => Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None));
        Assert.Equal("tiny-qwen3 needs 0.5 GB with a context of 4096 tokens, and 0.1 GB are free: close something, take a smaller model, or a smaller context (--context 2048)", failure.Message);
    }

    [Fact]
    public async Task What_nobody_asked_for_leaves_after_its_time_and_what_is_in_use_stays()
    {
        (await Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None)).Dispose();
        using var used = await Shelf.AcquireAsync("tiny-qwen3moe", CancellationToken.None);
        time.Advance(Models.Options.IdleUnload * 0.7);
        Assert.Equal(2, Shelf.Loaded.Count);
        time.Advance(Models.Options.IdleUnload);
        Assert.Equal(["tiny-qwen3moe"], Shelf.Loaded);
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_loaded_anew()
    {
        ModelLease first;
        using (first = await Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None))
            Assert.True(first.Model.IsWhole());
        RandomModel.Write(ModelShapes.TinyQwen3, Models.ModelPath(ModelShapes.TinyQwen3) + ".new", seed: 2);
        File.Move(Models.ModelPath(ModelShapes.TinyQwen3) + ".new", Models.ModelPath(ModelShapes.TinyQwen3), overwrite: true);
        using var second = await Shelf.AcquireAsync("tiny-qwen3", CancellationToken.None);
        Assert.NotSame(first.Model, second.Model);
        Assert.Single(Shelf.Loaded);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_refused_before_native_code_sees_it()
    {
        await File.WriteAllTextAsync(Models.ModelPath(ModelShapes.Dense06B), "<!DOCTYPE html><html>Sign in to the proxy</html>");
        var failure = await Assert.ThrowsAsync<GenerationException>(() => Shelf.AcquireAsync(ModelShapes.Dense06B.Name, CancellationToken.None));
        Assert.Equal(GenerationFailure.ModelRejected, failure.Failure);
        Assert.Contains("page", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Shelf.DisposeAsync();
        await Models.DisposeAsync();
    }
}
