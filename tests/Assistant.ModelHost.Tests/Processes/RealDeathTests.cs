using Assistant.Models;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.Platform;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// T19 with the real host and a real model of random weights: twelve cells of thirty, in which each death and each moment
/// comes at least twice (a stopped host once), unless all are asked for. The moment after the last token cannot be met
/// exactly from outside: there the answer may be complete, and then it must be whole.
/// </summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class RealDeathTests(RealDeathTests.Place shared, ITestOutputHelper output) : IClassFixture<RealDeathTests.Place>
{
    private const int Tokens = 600;

    private static readonly (Moment, Death)[] Some =
    [
        (Moment.BeforeLoad, Death.Kill), (Moment.BeforeLoad, Death.Exit),
        (Moment.Loading, Death.Abort), (Moment.Loading, Death.Kill),
        (Moment.Prompt, Death.Segmentation), (Moment.Prompt, Death.Exit),
        (Moment.FirstToken, Death.Abort), (Moment.FirstToken, Death.Exit),
        (Moment.MidStream, Death.Kill), (Moment.MidStream, Death.Stop),
        (Moment.LastToken, Death.Kill), (Moment.LastToken, Death.Segmentation),
    ];

    public static TheoryData<Moment, Death> Cells
    {
        get
        {
            var cells = new TheoryData<Moment, Death>();
            foreach (var moment in Enum.GetValues<Moment>())
            {
                foreach (var death in Enum.GetValues<Death>())
                {
                    if (Gguf.Models.FullCounts || Some.Contains((moment, death)))
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
        // On a busy machine the loading can be over before it is seen: then nothing died, and it is tried again.
        for (var turn = 0; turn < 3; turn++)
        {
            if (await DiesAsync(moment, death))
                return;
        }

        Assert.Fail("loading was over three times before it was seen");
    }

    private async Task<bool> DiesAsync(Moment moment, Death death)
    {
        using var over = new CancellationTokenSource();
        using var supervisor = new HostSupervisor(shared.Host.Launch("--forget"), TimeProvider.System);
        await shared.Host.ClearAsync();
        await supervisor.EnsureAsync(CancellationToken.None);
        await shared.Host.AnnouncedAsync();
        var first = shared.Host.HostId;
        var query = new ModelQuery(SlowModel.Shape.Name)
        {
            Prompt = moment == Moment.Prompt ? SlowModel.LongPrompt : "var total = orders.",
            MaxTokens = moment == Moment.LastToken ? 40 : Tokens,
        };
        var loading = moment == Moment.Loading ? Task.Run(() => WhileLoadingAsync(death, over.Token)) : Task.FromResult<long?>(0);
        var (pieces, isDone) = (0, false);
        var (heard, text) = await DeathCell.RunAsync(supervisor, query, death, mayEnd: () => moment == Moment.LastToken || (moment == Moment.Loading && !loading.IsCompleted), dying: async happened =>
        {
            pieces += happened is ModelEvent.Text ? 1 : 0;
            var isNow = moment switch
            {
                Moment.BeforeLoad => happened is null,
                Moment.Loading => loading.IsCompleted,
                Moment.Prompt => happened is ModelEvent.Progress { Doing: var doing } && doing.StartsWith("prompt", StringComparison.Ordinal),
                Moment.FirstToken => pieces == 1,
                Moment.MidStream => pieces == 20,
                _ => pieces == 39,
            };
            if (moment == Moment.Loading && happened is null)
                return TimeProvider.System.GetTimestamp();
            if (!isNow || isDone)
                return null;
            isDone = true;
            return moment == Moment.Loading ? await loading : moment == Moment.BeforeLoad ? Before(death) : await NowAsync(death);
        });
        await over.CancelAsync();
        if (await loading is null)
            return false;
        output.WriteLine($"{moment}, {death}: heard after {heard.TotalMilliseconds:0} ms, {pieces} pieces, {text.Length} characters");
        Assert.True(pieces < Tokens, "the death came too late");
        Assert.NotEqual(first, shared.Host.HostId);
        Assert.Equal([shared.Host.HostId], shared.Host.Processes);
        return true;
    }

    private async Task<long> NowAsync(Death death)
    {
        var now = TimeProvider.System.GetTimestamp();
        await DeathSignals.SendAsync(shared.Host.HostId, death);
        return now;
    }

    // It is asked while it is stopped, so that it dies before it begins.
    private long Before(Death death)
    {
        Signals.Send(shared.Host.HostId, Signal.Stop);
        if (death != Death.Stop)
            _ = GoAsync(death);
        return TimeProvider.System.GetTimestamp();
    }

    private async Task GoAsync(Death death)
    {
        var host = shared.Host.HostId;
        await Task.Delay(200);
        var going = DeathSignals.SendAsync(host, death);
        Signals.TrySend(host, Signal.Continue);
        await going;
    }

    // Null when it was not seen until the answer was over.
    private async Task<long?> WhileLoadingAsync(Death death, CancellationToken over)
    {
        while (HostNote.Read(shared.Host.Note) is not { Doing: HostDoing.Loading or HostDoing.MakingContext })
        {
            if (over.IsCancellationRequested)
                return null;
            await Task.Delay(1, CancellationToken.None);
        }

        return await NowAsync(death);
    }

    public sealed class Place : IDisposable
    {
        internal HostPlace Host { get; } = new(SlowModel.Shape);

        public void Dispose() => Host.Dispose();
    }
}
