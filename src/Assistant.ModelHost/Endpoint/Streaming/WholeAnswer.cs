using System.Text;
using Assistant.ModelHost.Endpoint.Answers;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Streaming;

/// <summary>An answer that is sent when it is complete.</summary>
internal static class WholeAnswer
{
    /// <summary>About what the likelihood of one token takes: its text, its bytes and a number, with their names.</summary>
    private const int BytesOfLogprob = 80;

    /// <summary>Collects it.</summary>
    /// <param name="shape">Makes its JSON.</param>
    /// <param name="count">Candidates that were asked for.</param>
    /// <param name="events">What the generator does, which has its first event already.</param>
    /// <exception cref="GenerationException">The generator failed, or the answer is longer than is held here.</exception>
    public static async Task<byte[]> CollectAsync(AnswerShape shape, int count, IAsyncEnumerator<GenerationEvent> events)
    {
        var texts = Enumerable.Range(0, count).Select(_ => new StringBuilder()).ToList();
        var tokens = Enumerable.Range(0, count).Select(_ => new List<TokenLogprob>()).ToList();
        var reasons = new string?[count];
        var length = 0;
        do
        {
            switch (events.Current)
            {
                case GenerationEvent.PromptRead prompt:
                    shape.Prompt = prompt;
                    break;
                case GenerationEvent.Text text:
                    length += text.Value.Length + text.Tokens.Sum(token => BytesOfLogprob * (1 + token.Top.Count));
                    if (length > EndpointLimits.MostAnswerBytes)
                        throw new GenerationException(GenerationFailure.BadRequest, "the answer is longer than 4 MiB: ask for a stream or for less");
                    texts[text.Candidate].Append(text.Value);
                    tokens[text.Candidate].AddRange(text.Tokens);
                    break;
                case GenerationEvent.Finished end:
                    reasons[end.Candidate] = end.Reason;
                    shape.Tokens += end.Tokens;
                    break;
            }
        }
        while (await events.MoveNextAsync());

        if (reasons.Contains(null))
            throw new GenerationException(GenerationFailure.Engine, "the engine ended before the answer did");
        return shape.Whole([.. texts.Select((text, index) => (text.ToString(), (IReadOnlyList<TokenLogprob>)tokens[index], reasons[index]!))]);
    }
}
