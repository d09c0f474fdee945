using Assistant.Cli.Output;
using Assistant.Core.Snapshots;
using Assistant.Core.Verification;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>Makes the judge of a solution that must compile: slips and faults are put into code that does.</summary>
internal static class SoundVerifier
{
    /// <summary>Prepares it, so that verdicts are fast.</summary>
    /// <exception cref="WorkspaceException">The solution does not compile.</exception>
    public static async Task<Verifier> OfAsync(Snapshot snapshot, ProgressLine progress, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(snapshot);
        progress.Report("preparing the verifier");
        await verifier.WarmUpAsync(progress.Places, cancellationToken);
        foreach (var build in snapshot.BuildsInOrder)
        {
            if (await verifier.ErrorsAsync(build.Id, cancellationToken) is [var error, ..])
                throw new WorkspaceException($"{build.Name} does not compile ({error.Id}): faults are put into code that does");
        }

        return verifier;
    }
}
