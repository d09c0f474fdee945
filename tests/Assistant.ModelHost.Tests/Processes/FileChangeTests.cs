using System.Runtime.Versioning;
using Assistant.Models;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// T13: a model file changes while an answer is generated. The law: an answer is of one file or none. Where the file is another
/// one, shorter or gone, the answer fails in words that name the model; where only its mode changed nothing is lost and it goes
/// on. The host may die of a file that is cut off under a step, and then the words say so.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
[SupportedOSPlatform("linux")]
public sealed class FileChangeTests(RealDeathTests.Place shared, ITestOutputHelper output) : IClassFixture<RealDeathTests.Place>, IDisposable
{
    private static readonly ModelQuery Query = new(SlowModel.Shape.Name) { Prompt = "var total = orders.", MaxTokens = 120 };

    private readonly HostPlace place = new();

    private string Model => place.ModelPath(SlowModel.Shape);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Touched_it_is_loaded_again()
    {
        using var supervisor = Start();
        await FailsAsync(supervisor, () => File.SetLastWriteTimeUtc(Model, DateTime.UnixEpoch.AddDays(1)));
        var host = place.HostId;
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        Assert.Equal(host, place.HostId);
    }

    [Fact]
    public async Task Replaced_the_next_answer_is_the_new_ones()
    {
        using var supervisor = Start();
        var before = await Asking.ReadAsync(supervisor, Query);
        RandomModel.Write(SlowModel.Shape, Model + ".new", seed: 2);
        await FailsAsync(supervisor, () => File.Move(Model + ".new", Model, overwrite: true));
        var host = place.HostId;
        var after = await Asking.ReadAsync(supervisor, Query);
        Assert.NotNull(after.Ended);
        Assert.NotEqual(before.Text, after.Text);
        Assert.Equal(host, place.HostId);
    }

    [Fact]
    public async Task Deleted_there_is_no_such_model()
    {
        using var supervisor = Start();
        await FailsAsync(supervisor, () => File.Delete(Model));
        var host = place.HostId;
        var after = await Asking.ReadAsync(supervisor, Query);
        Assert.Equal(ModelFailure.UnknownModel, after.Failure?.Failure);
        File.Copy(shared.Host.ModelPath(SlowModel.Shape), Model);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        Assert.Equal(host, place.HostId);
    }

    [Fact]
    public async Task With_another_mode_it_goes_on()
    {
        using var supervisor = Start();
        var before = await Asking.ReadAsync(supervisor, Query);
        var during = await Asking.ReadAsync(supervisor, Query, pieces => Task.Run(() => File.SetUnixFileMode(Model, pieces >= 10 ? UnixFileMode.None : UnixFileMode.UserRead)));
        Assert.NotNull(during.Ended);
        Assert.Equal(before.Text, during.Text);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(100_000_000)]
    public async Task Cut_off_it_is_refused_until_it_is_whole(long length)
    {
        using var supervisor = Start();
        await FailsAsync(supervisor, () =>
        {
            using var file = new FileStream(Model, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(length);
        });
        var after = await Asking.ReadAsync(supervisor, Query);
        output.WriteLine($"then: {after.Failure?.Message}");
        Assert.Contains(Model, after.Failure?.Message, StringComparison.Ordinal);
        File.Copy(shared.Host.ModelPath(SlowModel.Shape), Model, overwrite: true);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
    }

    private HostSupervisor Start()
    {
        File.Copy(shared.Host.ModelPath(SlowModel.Shape), Model);
        return new HostSupervisor(place.Launch("--forget"), TimeProvider.System);
    }

    private async Task FailsAsync(HostSupervisor supervisor, Action change)
    {
        var during = await Asking.ReadAsync(supervisor, Query, pieces => Task.Run(() =>
        {
            if (pieces == 10)
                change();
        }));
        output.WriteLine($"{during.Text.Length} characters, then: {during.Failure?.Message}");
        Assert.Null(during.Ended);
        Assert.Equal(ModelFailure.Failed, during.Failure?.Failure);
        Assert.Matches($"{SlowModel.Shape.Name}.* changed while it was in use", during.Failure!.Message);
    }
}
