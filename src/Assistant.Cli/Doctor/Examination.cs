using System.Globalization;

namespace Assistant.Cli.Doctor;

/// <summary>All checks at once, each within a time of its own; one that fails or hangs costs the others nothing.</summary>
/// <param name="checks">The checks, in the order in which they are shown.</param>
/// <param name="time">Measures their time.</param>
internal sealed class Examination(IReadOnlyList<ICheck> checks, TimeProvider time)
{
    /// <summary>How long a check may take before it is told to end; on a machine that is not busy all take two seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    // A child is ended with all below it, which takes a moment.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(2);

    /// <summary>Runs them.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(checks.Select(check => LookAsync(check, cancellationToken)))).SelectMany(findings => findings)];

    private async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await Task.Run(() => check.LookAsync(either.Token), CancellationToken.None).WaitAsync(Patience + EndTime, time, cancellationToken);
        }
        catch (Exception late) when (late is OperationCanceledException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            return [Finding.Warning(check.What, string.Create(CultureInfo.InvariantCulture, $"was not found out within {Patience.TotalSeconds:0} seconds"), "assistant doctor, when the machine is less busy")];
        }
#pragma warning disable CA1031 // A fault in one check is a finding, and the page is still whole.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return [Finding.Wrong(check.What, $"could not be looked at: {failure.Message}", "ASSISTANT_TRACE=1 assistant doctor says where, for a report")];
        }
    }
}
