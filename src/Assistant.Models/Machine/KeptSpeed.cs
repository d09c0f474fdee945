namespace Assistant.Models.Machine;

/// <summary>A <see cref="MachineSpeed"/> as it stands on disk.</summary>
internal sealed record KeptSpeed(string Key, MachineSpeed Speed);
