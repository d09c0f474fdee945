using Assistant.ModelHost.Engine;

namespace Assistant.ModelHost.Generation;

/// <summary>From a prompt's parts to its tokens.</summary>
internal static class PromptTokens
{
    /// <summary>The tokens, with the one that begins every prompt where the model has one.</summary>
    /// <exception cref="GenerationException">The model has no such control token.</exception>
    public static int[] Of(ITokenizer tokenizer, IReadOnlyList<PromptPart> parts)
    {
        var tokens = new List<int>();
        if (tokenizer.Beginning is { } beginning)
            tokens.Add(beginning);
        foreach (var part in parts)
        {
            if (!part.IsControl)
                tokens.AddRange(tokenizer.Tokenize(part.Value));
            else if (tokenizer.Control(part.Value) is { } token)
                tokens.Add(token);
            else
                throw new GenerationException(GenerationFailure.BadRequest, $"this model has no token {part.Value}");
        }

        return [.. tokens];
    }
}
