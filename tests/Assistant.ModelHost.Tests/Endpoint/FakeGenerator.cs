using System.Runtime.CompilerServices;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>Says what the test says, and keeps what it was asked.</summary>
internal sealed class FakeGenerator(Func<GenerationRequest, CancellationToken, IAsyncEnumerable<GenerationEvent>> answer) : IGenerator
{
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Models => ["large", "small"];

    public GenerationRequest? Asked { get; private set; }

    /// <summary>Completes when a generation is taken back.</summary>
    public Task Cancelled => cancelled.Task;

    /// <summary>Says the same events to each request.</summary>
    public static FakeGenerator Of(params GenerationEvent[] events) => new((_, _) => events.ToAsyncEnumerable());

    /// <summary>Answers each request with one short text for each candidate.</summary>
    public static FakeGenerator Plain() => new((request, _) => Candidates(request.Count).ToAsyncEnumerable());

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked = request;
        await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
        await foreach (var happened in answer(request, cancellationToken).WithCancellation(cancellationToken))
            yield return happened;
    }

    private static IEnumerable<GenerationEvent> Candidates(int count)
    {
        yield return new GenerationEvent.PromptRead(7, 3);
        for (var candidate = 0; candidate < count; candidate++)
        {
            yield return new GenerationEvent.Text(candidate, "Hello");
            yield return new GenerationEvent.Text(candidate, " you");
            yield return new GenerationEvent.Finished(candidate, "stop", 2);
        }
    }
}
