namespace Assistant.Cli.Commands.Models;

/// <summary>A line of <c>assistant models list</c>.</summary>
internal sealed record ModelRow(string Name, long Bytes, string Slots, string Licence, string State, string Where);
