using System.Runtime.InteropServices;

namespace Assistant.Cli.Chats;

/// <summary>Ctrl+C in a conversation: it stops the answer that is being written, and where none is, it ends the command.</summary>
internal sealed class AnswerStop : IDisposable
{
    // What starts this program may hand the same key on once more, as npm does.
    private static readonly TimeSpan OneKey = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource ending;
    private readonly PosixSignalRegistration registration;
#pragma warning disable CA2213 // Its answer disposes it.
    private volatile CancellationTokenSource? answer;
#pragma warning restore CA2213

    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public AnswerStop(TimeProvider time, CancellationToken cancellationToken)
    {
        long? stopped = null;
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            if (stopped is { } before && time.GetElapsedTime(before) < OneKey)
                return;
            if (answer is not { IsCancellationRequested: false } running)
            {
                Cancel(ending);
                return;
            }

            stopped = time.GetTimestamp();
            Cancel(running);
        });
    }

    /// <summary>Cancelled when the command is to end.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>An answer begins; it ends with what is returned.</summary>
    public Answer Begin()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        answer = source;
        return new Answer(this, source);
    }

    public void Dispose()
    {
        registration.Dispose();
        ending.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    /// <summary>An answer while it is written.</summary>
    internal sealed class Answer(AnswerStop owner, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled when it is to be stopped.</summary>
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            owner.answer = null;
            source.Dispose();
        }
    }
}
