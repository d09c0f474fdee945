using Assistant.Core.Proposing;
using Microsoft.CodeAnalysis;

namespace Assistant.Server.Engine.Analysis;

/// <summary>What a model proposed and nobody was shown.</summary>
/// <param name="Uri">The document, by the client's name.</param>
/// <param name="Target">What it was to repair.</param>
/// <param name="Repair">The proposal, with the reason.</param>
internal sealed record RefusedAnswer(string Uri, Diagnostic Target, RejectedRepair Repair);
