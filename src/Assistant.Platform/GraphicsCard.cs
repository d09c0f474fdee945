namespace Assistant.Platform;

/// <summary>A graphics card.</summary>
/// <param name="Name">What its driver calls it.</param>
/// <param name="Memory">Bytes of its own memory.</param>
public sealed record GraphicsCard(string Name, long Memory);
