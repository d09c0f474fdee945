using Assistant.Core.Completion;
using Microsoft.CodeAnalysis;

namespace Assistant.Server.Engine.Completion;

/// <summary>Counts the user's own code beside all other work, and again what has changed of it: one state at a time, the newest next.</summary>
/// <param name="tell">Hands over what was counted.</param>
/// <param name="failed">Says why it could not be.</param>
internal sealed class UsageKeeper(Func<UsageIndex, ValueTask> tell, Action<string> failed)
{
    private readonly Lock gate = new();
    private UsageIndex usages = new();
    private Solution? wanted;
    private bool isCounting;

    /// <summary>A solution is to be counted.</summary>
    public void TakeIn(Solution solution, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            wanted = solution;
            if (isCounting)
                return;
            isCounting = true;
        }

        _ = Task.Run(() => CountAsync(cancellationToken), CancellationToken.None);
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Solution solution;
            lock (gate)
            {
                if (wanted is null || cancellationToken.IsCancellationRequested)
                {
                    isCounting = false;
                    return;
                }

                (solution, wanted) = (wanted, null);
            }

            try
            {
                var after = await usages.WithAsync(solution, cancellationToken);
                if (!ReferenceEquals(after, usages))
                    await tell(usages = after);
            }
            catch (OperationCanceledException)
            {
                // The engine ends.
            }
#pragma warning disable CA1031 // What was counted before goes on to serve, and everything else works.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failed($"the solution's code could not be counted for completions: {failure.GetType().Name}: {failure.Message}");
            }
        }
    }
}
