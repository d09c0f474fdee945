namespace Assistant.ModelHost.Generation;

/// <summary>What is to be continued.</summary>
public abstract record GenerationInput
{
    private GenerationInput()
    {
    }

    /// <summary>Text that goes on.</summary>
    public sealed record Plain(string Prompt) : GenerationInput;

    /// <summary>A gap between two texts.</summary>
    public sealed record Gap(string Prefix, string Suffix) : GenerationInput;

    /// <summary>A conversation, oldest message first.</summary>
    public sealed record Chat(IReadOnlyList<ChatMessage> Messages) : GenerationInput;
}
