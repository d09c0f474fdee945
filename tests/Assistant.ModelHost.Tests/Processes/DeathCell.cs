using System.Text;
using Assistant.Models;
using Xunit;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>
/// One cell of the matrix: the host goes while a request is answered. The law: whoever asked hears of it in words and within
/// a second (a host that is stopped: within two, or six before it has begun to answer, which is what it is given), nothing that came is taken
/// for a whole answer, and the next request is answered by one new host.
/// </summary>
internal static class DeathCell
{
    /// <summary>The promise is a second; a busy machine gets the rest.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LateWhenStopped = TimeSpan.FromSeconds(12);

    /// <summary>A stopped host is ended after five seconds; a new one starts within one.</summary>
    private static readonly TimeSpan LateAgain = TimeSpan.FromSeconds(25);

    /// <summary>What the words of each death hold.</summary>
    public static string Words(Death death) => death switch
    {
        Death.Kill => "it was killed, or |out of memory",
        Death.Segmentation or Death.Abort => "llama.cpp failed with",
        Death.Stop => "the model host does not answer",
        _ => "it was told to end|ended in the middle of its answer|does not answer",
    };

    /// <summary>Asks while the host dies, and again.</summary>
    /// <param name="supervisor">Whose host it is.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="death">How the host goes.</param>
    /// <param name="dying">Sees each event and makes the host go; gives the time when it went, once.</param>
    /// <param name="mayEnd">Whether the answer may be complete before the death is seen; asked at its end.</param>
    /// <returns>How long it took until the error, and what came until then.</returns>
    public static async Task<(TimeSpan Heard, string Text)> RunAsync(HostSupervisor supervisor, ModelQuery query, Death death, Func<ModelEvent?, Task<long?>> dying, Func<bool>? mayEnd = null)
    {
        var text = new StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        long? died = await dying(null);
        ModelEvent.Ended? ended = null;
        var failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (var happened in supervisor.AskAsync(query, limit.Token))
            {
                if (happened is ModelEvent.Text piece)
                    text.Append(piece.Value);
                ended = happened as ModelEvent.Ended;
                died = await dying(happened) ?? died;
            }
        });
        Assert.True(died is not null, $"it did not come to that: {failure}");
        var heard = TimeProvider.System.GetElapsedTime(died.Value);
        if (ended is null || mayEnd?.Invoke() is not true)
        {
            var words = Assert.IsType<ModelException>(failure);
            Assert.Null(ended);
            Assert.Equal(ModelFailure.Failed, words.Failure);
            Assert.Matches(Words(death), words.Message);
            Assert.True(heard < (death == Death.Stop ? LateWhenStopped : Late), $"heard of it after {heard}");
        }

        // A whole answer came before the death: then it is the next request that meets it, or does not.
        await AgainAsync(supervisor, query, death, mayFailOnce: failure is null);
        return (heard, text.ToString());
    }

    private static async Task AgainAsync(HostSupervisor supervisor, ModelQuery query, Death death, bool mayFailOnce)
    {
        using var limit = new CancellationTokenSource(LateAgain);
        while (true)
        {
            try
            {
                ModelEvent? last = null;
                await foreach (var happened in supervisor.AskAsync(query with { MaxTokens = 4 }, limit.Token))
                    last = happened;
                Assert.IsType<ModelEvent.Ended>(last);
                return;
            }
            catch (ModelException failure) when (death == Death.Stop || mayFailOnce)
            {
                mayFailOnce = false;
                Assert.Matches(Words(death), failure.Message);
                await Task.Delay(500, limit.Token);
            }
        }
    }
}
