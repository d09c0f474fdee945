namespace Assistant.Models.Machine;

/// <summary>A graphics card.</summary>
/// <param name="Name">What its driver calls it.</param>
/// <param name="Maker">Who made it, which decides what the library for it is.</param>
/// <param name="Bytes">Its memory; 0 when it is not known.</param>
public sealed record GraphicsCard(string Name, GraphicsMaker Maker, long Bytes);
