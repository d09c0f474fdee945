namespace Assistant.ModelHost.Gguf;

/// <summary>A model file that native code must not see, in words that say what is wrong with it and what to do.</summary>
public sealed class GgufRejectedException(string message) : Exception(message);
