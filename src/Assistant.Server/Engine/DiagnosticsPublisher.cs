using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>Shows diagnostics as the client shows them, where the user wants that of us: in editors in which nobody else does.</summary>
internal sealed class DiagnosticsPublisher(ClientProxy client, PositionEncoding encoding, bool isWanted)
{
    /// <summary>Shows what is new in what was found: of each document its last findings, of one that is closed none.</summary>
    public void Show(EngineState before, EngineState after)
    {
        if (!isWanted)
            return;
        foreach (var found in after.Findings.Values)
        {
            // Repairs that come to known diagnostics are no news here.
            if (before.Findings.GetValueOrDefault(found.Text.Uri) is not { } shown || !ReferenceEquals(shown.Text, found.Text) || !ReferenceEquals(shown.Judge, found.Judge))
                Show(found);
        }

        foreach (var uri in before.Findings.Keys.Where(uri => !after.Findings.ContainsKey(uri)))
            Tell(new PublishDiagnosticsParams(uri, null, []));
    }

    private void Show(DocumentFindings found) =>
        Tell(new PublishDiagnosticsParams(found.Text.Uri, found.Text.Version, [.. found.Findings.Select(finding => DiagnosticWriter.Of(finding, found.Text, encoding))]));

    private void Tell(PublishDiagnosticsParams parameters) => client.Tell(Methods.PublishDiagnostics, parameters, ProtocolJson.Default.PublishDiagnosticsParams);
}
