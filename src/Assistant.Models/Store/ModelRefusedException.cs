namespace Assistant.Models.Store;

/// <summary>A model is not taken; the message says why and what to do.</summary>
public sealed class ModelRefusedException(string message, Exception? inner = null) : Exception(message, inner);
