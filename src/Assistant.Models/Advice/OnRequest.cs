namespace Assistant.Models.Advice;

/// <summary>A model that works on a machine and will not be pleasant, so it is asked only when somebody wants it.</summary>
/// <param name="Fit">The model, in its fastest file that fits.</param>
/// <param name="Why">What will not be pleasant, with the number.</param>
public sealed record OnRequest(Fit Fit, string Why);
