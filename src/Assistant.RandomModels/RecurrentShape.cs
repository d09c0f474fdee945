namespace Assistant.RandomModels;

/// <summary>The recurrent layers (gated delta net) of a hybrid such as Qwen3.5.</summary>
/// <param name="StateSize">Width of one head.</param>
/// <param name="KeyHeads">Heads of keys and queries.</param>
/// <param name="ValueHeads">Heads of values, a multiple of the former.</param>
/// <param name="Kernel">Tokens that the convolution sees.</param>
/// <param name="FullAttentionInterval">With 4, every fourth layer is attention and the others are recurrent.</param>
public sealed record RecurrentShape(int StateSize, int KeyHeads, int ValueHeads, int Kernel, int FullAttentionInterval);
