using Assistant.Core.Proposing;

namespace Assistant.Server.Engine.Analysis;

/// <summary>What a model proposed and nobody was shown; it holds no tree, so that it can be kept.</summary>
/// <param name="Uri">The document, by the client's name.</param>
/// <param name="Line">The line of the diagnostic that it was to repair, from 1.</param>
/// <param name="Id">That diagnostic's id.</param>
/// <param name="Repair">The proposal, with the reason.</param>
internal sealed record RefusedAnswer(string Uri, int Line, string Id, RejectedRepair Repair);
