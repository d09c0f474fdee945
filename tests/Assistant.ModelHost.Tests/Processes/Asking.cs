using System.Text;
using Assistant.Models;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>Asks a host and keeps all that came.</summary>
internal static class Asking
{
    /// <summary>Asks to the end, or to the failure.</summary>
    /// <param name="events">The answer.</param>
    /// <param name="piece">Told the number of pieces that have come, at each.</param>
    public static async Task<(string Text, ModelEvent.Ended? Ended, ModelException? Failure)> ReadAsync(IAsyncEnumerable<ModelEvent> events, Func<int, Task>? piece = null)
    {
        var text = new StringBuilder();
        var pieces = 0;
        try
        {
            await foreach (var happened in events)
            {
                if (happened is ModelEvent.Ended ended)
                    return (text.ToString(), ended, null);
                if (happened is not ModelEvent.Text more)
                    continue;
                text.Append(more.Value);
                if (piece is not null)
                    await piece(++pieces);
            }

            return (text.ToString(), null, null);
        }
        catch (ModelException failure)
        {
            return (text.ToString(), null, failure);
        }
    }

    public static Task<(string Text, ModelEvent.Ended? Ended, ModelException? Failure)> ReadAsync(HostSupervisor supervisor, ModelQuery query, Func<int, Task>? piece = null) =>
        ReadAsync(supervisor.AskAsync(query, CancellationToken.None), piece);
}
