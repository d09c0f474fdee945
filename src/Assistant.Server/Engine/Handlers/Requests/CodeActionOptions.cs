using Assistant.Server.Documents;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>How actions are listed.</summary>
/// <param name="BesideRoslyn">Whether the editor shows Roslyn's own fixes, so that those are left out.</param>
/// <param name="Encoding">How the client counts characters.</param>
/// <param name="Time">Clock.</param>
internal sealed record CodeActionOptions(bool BesideRoslyn, PositionEncoding Encoding, TimeProvider Time);
