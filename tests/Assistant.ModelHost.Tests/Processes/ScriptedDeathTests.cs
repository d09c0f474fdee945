using Assistant.Models;
using Assistant.ModelHost.Tests.Endpoint;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// T19 with a host that dies exactly when it is told to, all thirty cells. Of the stopped ones, each of which takes the five
/// seconds after which a host is ended, two are tried unless all are asked for.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class ScriptedDeathTests(ITestOutputHelper output)
{
    public static TheoryData<Moment, Death> Cells
    {
        get
        {
            var cells = new TheoryData<Moment, Death>();
            foreach (var moment in Enum.GetValues<Moment>())
            {
                foreach (var death in Enum.GetValues<Death>())
                {
                    if (Gguf.Models.FullCounts || death != Death.Stop || moment is Moment.MidStream or Moment.LastToken)
                        cells.Add(moment, death);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_death_is_told_and_healed(Moment moment, Death death)
    {
        using var place = new HostPlace();
        using var supervisor = new HostSupervisor(place.ScriptedLaunch(), TimeProvider.System);
        await supervisor.EnsureAsync(CancellationToken.None);
        var first = place.HostId;
        await File.WriteAllTextAsync(place.Script, ScriptedHost.Order(moment, death));
        var asked = TimeProvider.System.GetTimestamp();
        // The whole answer takes it a third of a second.
        var (heard, text) = await DeathCell.RunAsync(supervisor, new ModelQuery("any") { Prompt = "count" }, death, _ => Task.FromResult<long?>(asked));
        output.WriteLine($"{moment}, {death}: heard {heard.TotalMilliseconds:0} ms after it was asked");
        Assert.Equal(string.Concat(ScriptedHost.Pieces.Take(moment switch { Moment.FirstToken => 1, Moment.MidStream => 2, Moment.LastToken => 4, _ => 0 })), text);
        Assert.NotEqual(first, place.HostId);
        Assert.Equal([place.HostId], place.Processes);
        await place.ClearAsync();
    }

    [Fact]
    public async Task After_five_deaths_it_is_left_alone_until_somebody_says_so()
    {
        using var place = new HostPlace();
        using var supervisor = new HostSupervisor(place.ScriptedLaunch(), TimeProvider.System);
        var query = new ModelQuery("any") { Prompt = "count" };
        for (var death = 0; death < HostSupervisor.MostDeaths; death++)
        {
            Assert.False(supervisor.HasGivenUp);
            await File.WriteAllTextAsync(place.Script, ScriptedHost.Order(Moment.MidStream, Death.Abort));
            var failure = await Assert.ThrowsAsync<ModelException>(() => AskAsync(supervisor, query));
            Assert.Matches(DeathCell.Words(Death.Abort), failure.Message);
        }

        Assert.True(supervisor.HasGivenUp);
        for (var turn = 0; turn < 2; turn++)
        {
            var failure = await Assert.ThrowsAsync<ModelException>(() => AskAsync(supervisor, query));
            Assert.Equal(ModelFailure.GivenUp, failure.Failure);
            Assert.Equal($"the model host ended 5 times within 3 minutes and is left alone, the last time: {supervisor.LastDeath}", failure.Message);
        }

        Assert.Empty(place.Processes);
        supervisor.GoOn();
        await AskAsync(supervisor, query);
        Assert.False(supervisor.HasGivenUp);
        await place.ClearAsync();
    }

    private static async Task AskAsync(HostSupervisor supervisor, ModelQuery query)
    {
        await foreach (var _ in supervisor.AskAsync(query, CancellationToken.None))
        {
            // Until it ends or fails.
        }
    }
}
