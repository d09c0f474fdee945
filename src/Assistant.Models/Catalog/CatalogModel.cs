namespace Assistant.Models.Catalog;

/// <summary>A model that is known to be of use here.</summary>
/// <param name="Name">What it is called in commands.</param>
/// <param name="Title">What its makers call it.</param>
/// <param name="Slots">What it can be used for.</param>
/// <param name="Licence">Its licence, by SPDX where that has a name for it.</param>
/// <param name="IsFree">Whether a company may use it freely. No other is recommended.</param>
public sealed record CatalogModel(string Name, string Title, IReadOnlyList<Slot> Slots, string Licence, bool IsFree)
{
    /// <summary>The name of its architecture in a GGUF file.</summary>
    public required string Architecture { get; init; }

    /// <summary>Weights in all.</summary>
    public required long Parameters { get; init; }

    /// <summary>Weights that one token uses; fewer than all for a mixture of experts. Of a mixture the output matrix counts and the embedding, which is looked up, does not.</summary>
    public required long ActiveParameters { get; init; }

    /// <summary>Tokens it was made for.</summary>
    public required int Context { get; init; }

    /// <summary>Bytes that each token of a context takes: keys and values in 16 bits, of the layers that attend.</summary>
    public required long BytesPerToken { get; init; }

    /// <summary>Tokens of its vocabulary; 0 where that is not known here.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Width of its embedding; 0 where that is not known here.</summary>
    public int Width { get; init; }

    /// <summary>Whether its embedding is also its output matrix.</summary>
    public bool IsTied { get; init; }

    /// <summary>The format of its conversations, by the host's name for it; null when it has none.</summary>
    public required string? Template { get; init; }

    /// <summary>The format of its gaps, by the host's name for it; null when it was not trained to fill them.</summary>
    public required string? Fill { get; init; }

    /// <summary>What else somebody who chooses should know.</summary>
    public required string? Note { get; init; }

    /// <summary>Its files, the one to take unless told otherwise first.</summary>
    public required IReadOnlyList<CatalogFile> Files { get; init; }

    /// <summary>Whether a token uses only some of the weights.</summary>
    public bool IsMixture => ActiveParameters < Parameters;
}
