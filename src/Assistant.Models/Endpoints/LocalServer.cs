namespace Assistant.Models.Endpoints;

/// <summary>A server of models that listens on this machine.</summary>
/// <param name="Kind">Which program it is.</param>
/// <param name="Address">Where it is.</param>
/// <param name="State">What it can do now.</param>
/// <param name="Models">Names of its models, at most <see cref="LocalServers.MostModels"/>. They are its text.</param>
public sealed record LocalServer(LocalServerKind Kind, Uri Address, LocalServerState State, IReadOnlyList<string> Models);
