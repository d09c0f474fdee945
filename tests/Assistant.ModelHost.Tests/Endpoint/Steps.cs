using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>A generation that goes on when the test says so.</summary>
internal sealed class Steps
{
    private readonly Channel<(GenerationEvent Happened, TaskCompletionSource Handled)> events = Channel.CreateUnbounded<(GenerationEvent, TaskCompletionSource)>();

    /// <summary>Lets something happen.</summary>
    /// <returns>Completes when it was dealt with.</returns>
    public Task SayAsync(GenerationEvent happened)
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        events.Writer.TryWrite((happened, handled));
        return handled.Task;
    }

    public void End() => events.Writer.TryComplete();

    public async IAsyncEnumerable<GenerationEvent> PlayAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (happened, handled) in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return happened;
            handled.SetResult();
        }
    }
}
