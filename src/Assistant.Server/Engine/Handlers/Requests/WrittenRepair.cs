using Assistant.Protocol.Types;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>A repair that a model wrote and the verifier took.</summary>
/// <param name="Edit">It.</param>
/// <param name="Title">What it does and who wrote it, for people.</param>
/// <param name="Tier">Whose model it was.</param>
internal sealed record WrittenRepair(WorkspaceEdit Edit, string Title, string Tier);
