using Assistant.Models;
using Assistant.Platform;
using Assistant.Tests.Kit;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>A host that dies as soon as it is started: started again after longer and longer pauses, and then no more.</summary>
public sealed class GivingUpTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Pauses_double_until_it_is_left_alone_and_old_deaths_do_not_count()
    {
        using var folder = TempFolder.Create("giving-up-");
        var time = new FakeTime();
        var launch = new HostLaunch("sh", ["-c", "echo 'assistant: there is no disk' >&2; exit 2"], Path.Combine(folder.Path, "host.sock"), Path.Combine(folder.Path, "note"));
        using var supervisor = new HostSupervisor(launch, time);
        await FailsAsync(ModelFailure.Failed, atLeast: 0);
        await FailsAsync(ModelFailure.Failed, atLeast: 500);
        // When these two are forgotten, so is the pause.
        time.Advance(HostSupervisor.Window + TimeSpan.FromSeconds(1));
        for (var death = 0; death < HostSupervisor.MostDeaths; death++)
        {
            Assert.False(supervisor.HasGivenUp);
            await FailsAsync(ModelFailure.Failed, death == 0 ? 0 : 500 << (death - 1));
        }

        Assert.True(supervisor.HasGivenUp);
        Assert.Equal(
            "the model host ended 5 times within 3 minutes and is left alone, the last time: there is no disk",
            await FailsAsync(ModelFailure.GivenUp, atLeast: 0));
        supervisor.GoOn();
        Assert.Equal("the model host could not be started: there is no disk", await FailsAsync(ModelFailure.Failed, atLeast: 0));

        async Task<string> FailsAsync(ModelFailure failure, int atLeast)
        {
            var began = time.GetTimestamp();
            var ensuring = supervisor.EnsureAsync(CancellationToken.None);
            while (!ensuring.IsCompleted)
            {
                await Task.Delay(1);
                time.Advance(TimeSpan.FromMilliseconds(25));
            }

            var said = await Assert.ThrowsAsync<ModelException>(() => ensuring);
            var took = time.GetElapsedTime(began).TotalMilliseconds;
            output.WriteLine($"{took:0} ms: {said.Message}");
            Assert.Equal(failure, said.Failure);
            Assert.True(took >= atLeast, $"a pause of {took} ms, where {atLeast} were due");
            return said.Message;
        }
    }

    [Fact]
    public async Task One_that_found_another_host_which_was_just_ending_is_started_again()
    {
        using var folder = TempFolder.Create("giving-up-");
        var mark = Path.Combine(folder.Path, "mark");
        var launch = new HostLaunch("sh", ["-c", $"test -e {mark} || {{ touch {mark}; exit 0; }}; echo 'assistant: the second' >&2; exit 2"], Path.Combine(folder.Path, "host.sock"), Path.Combine(folder.Path, "note"));
        using var supervisor = new HostSupervisor(launch, TimeProvider.System);
        var said = await Assert.ThrowsAsync<ModelException>(() => supervisor.EnsureAsync(CancellationToken.None));
        Assert.Equal("the model host could not be started: the second", said.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        using var folder = TempFolder.Create("giving-up-");
        using var supervisor = new HostSupervisor(new HostLaunch("/none/dotnet", [], Path.Combine(folder.Path, "host.sock"), Path.Combine(folder.Path, "note")), TimeProvider.System);
        var said = await Assert.ThrowsAsync<ModelException>(() => supervisor.EnsureAsync(CancellationToken.None));
        Assert.Contains("/none/dotnet could not be started", said.Message, StringComparison.Ordinal);
    }
}
