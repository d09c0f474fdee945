using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine;

/// <summary>Shows diagnostics as the client shows them, where the user wants that of us: in editors in which nobody else does.</summary>
internal sealed class DiagnosticsPublisher(ClientProxy client, PositionEncoding encoding, bool isWanted)
{
    /// <summary>Shows what was found in a document, in place of what was shown of it before.</summary>
    public void Show(DocumentFindings found)
    {
        if (isWanted)
            Tell(new PublishDiagnosticsParams(found.Text.Uri, found.Text.Version, [.. found.Findings.Select(finding => DiagnosticWriter.Of(finding, found.Text, encoding))]));
    }

    /// <summary>Takes away what is shown of a document.</summary>
    public void Clear(string uri)
    {
        if (isWanted)
            Tell(new PublishDiagnosticsParams(uri, null, []));
    }

    private void Tell(PublishDiagnosticsParams parameters) => client.Tell(Methods.PublishDiagnostics, parameters, ProtocolJson.Default.PublishDiagnosticsParams);
}
