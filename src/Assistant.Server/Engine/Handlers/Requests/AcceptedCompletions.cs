using Assistant.Core.Completion;
using Assistant.Protocol.Types;
using Assistant.Server.Engine.Completion;
using Assistant.Server.Messaging;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>What belongs to an accepted completion: the using it was judged with, and what is to be shown next.</summary>
internal sealed class AcceptedCompletions(InlineCompletions completions, EditWriter writer, ClientProxy client)
{
    /// <summary>Adds the using, if there is one to add, and prepares what comes next.</summary>
    public async Task<Answer> AnswerAsync(EngineState state, AcceptedCompletion accepted, CancellationToken cancellationToken)
    {
        if (accepted.Using is not { } import)
        {
            await completions.AcceptedAsync(state, accepted.Uri, cancellationToken);
            return Answer.Nothing();
        }

        if (state.Documents.GetValueOrDefault(accepted.Uri) is not { Text: { } text } document || client.Capabilities.Workspace?.ApplyEdit != true
            || Imports.Adding(SourceText.From(text), import) is not { } change)
            return Answer.Nothing();
        var label = $"Import {import}";
        await client.AskAsync(Methods.ApplyEdit, new ApplyEditParams(label, writer.Write(label, document, change)), ProtocolJson.Default.ApplyEditParams, cancellationToken);
        return Answer.Nothing();
    }
}
