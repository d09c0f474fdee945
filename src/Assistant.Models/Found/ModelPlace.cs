namespace Assistant.Models.Found;

/// <summary>A folder in which another program keeps models.</summary>
/// <param name="Program">The program.</param>
/// <param name="Folder">The folder; it need not be there.</param>
/// <param name="Look">Looks into it.</param>
public sealed record ModelPlace(string Program, string Folder, Func<string, IEnumerable<Sighting>> Look);
