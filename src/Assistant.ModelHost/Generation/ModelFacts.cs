namespace Assistant.ModelHost.Generation;

/// <summary>What a model file says of itself that decides how it is spoken to. Nothing of it is run.</summary>
/// <param name="Architecture">As in <c>general.architecture</c>: <c>qwen3</c>, <c>qwen3moe</c>.</param>
/// <param name="ContextLength">Tokens the model was made for.</param>
/// <param name="ControlTokens">Texts of the tokens that are not text: <c>&lt;|im_start|&gt;</c>.</param>
/// <param name="Template">The chat template in the file, null without one. It is looked at as text and never evaluated.</param>
public sealed record ModelFacts(string Architecture, int ContextLength, IReadOnlySet<string> ControlTokens, string? Template);
