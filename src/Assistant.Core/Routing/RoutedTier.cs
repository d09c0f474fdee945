namespace Assistant.Core.Routing;

/// <summary>A tier that has a model, as far as a route depends on it.</summary>
/// <param name="Name">Such as <c>small</c>.</param>
/// <param name="PromptSeconds">How long its model reads a prompt on this machine, in seconds; null where that is not known.</param>
public sealed record RoutedTier(string Name, double? PromptSeconds);
