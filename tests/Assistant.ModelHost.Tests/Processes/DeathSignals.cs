namespace Assistant.ModelHost.Tests.Processes;

/// <summary>The signals of each death.</summary>
internal static class DeathSignals
{
    /// <summary>
    /// Sends them. The runtime catches a fault, lets the system's own handling stand again and goes on, since a real fault comes
    /// again at once; one that was sent must be sent again.
    /// </summary>
    public static async Task SendAsync(int process, Death death)
    {
        Signals.Send(process, Of(death));
        if (death is not (Death.Segmentation or Death.Abort))
            return;
        for (var turn = 0; turn < 100; turn++)
        {
            await Task.Delay(2);
            if (!Signals.TrySend(process, Of(death)))
                return;
        }
    }

    private static Signal Of(Death death) => death switch
    {
        Death.Kill => Signal.Kill,
        Death.Segmentation => Signal.Segmentation,
        Death.Abort => Signal.Abort,
        Death.Stop => Signal.Stop,
        _ => Signal.Terminate,
    };
}
