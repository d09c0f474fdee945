using System.Text.Json;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Completion;
using Assistant.Server.Messaging;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>Shows what can be inserted at a caret: one item while the user types, up to three when asked. Where there is nothing to show, or the text has changed, it shows nothing and no error.</summary>
internal sealed class InlineCompletionHandler(InlineCompletions completions, PositionEncoding encoding, ClientProxy client) : ISnapshotHandler
{
    public string Method => Methods.InlineCompletion;

    public async Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await ShownAsync(state, parameters, cancellationToken);
        }
#pragma warning disable CA1031 // Who types is not told of our faults; the log is.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            const int Error = 1;
            client.Tell(Methods.LogMessage, new LogMessageParams(Error, $"a completion failed: {failure}"), ProtocolJson.Default.LogMessageParams);
            return Answer.Nothing();
        }
    }

    private async Task<Answer> ShownAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Parameters.Read(parameters, ProtocolJson.Default.InlineCompletionParams) is not { } asked)
            return Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of textDocument/inlineCompletion");
        var uri = asked.TextDocument.Uri;
        if (!state.Documents.TryGetValue(uri, out var document) || document.Text is not { } text)
            return Answer.Nothing();
        var lines = document.Lines(encoding);
        // What is chosen in a list stands there as if it were taken.
        var chosen = asked.Context?.SelectedCompletionInfo;
        var range = chosen?.Range ?? new Range(asked.Position, asked.Position);
        var (start, end) = (lines.OffsetOf(range.Start), lines.OffsetOf(range.End));
        if (end < start)
            return Answer.Nothing();
        var whole = chosen is null ? text : string.Concat(text.AsSpan(0, start), chosen.Text, text.AsSpan(end));
        var isInvoked = asked.Context?.TriggerKind == InlineCompletionParams.Invoked;
        var items = await completions.AtAsync(state, document, whole, start + (chosen?.Text.Length ?? 0), isInvoked, cancellationToken);
        // A using comes with the command, by an edit of its own.
        var canImport = client.Capabilities.Workspace?.ApplyEdit == true;
        IReadOnlyList<InlineCompletion> shown = [.. items.Where(item => item.Using is null || canImport).Select(item => new InlineCompletion(chosen?.Text + item.Text, range, Accepted(uri, item.Using)))];
        return Answer.Of(shown, ProtocolJson.Default.IReadOnlyListInlineCompletion, uri).Or(Answer.Nothing());
    }

    private static Command Accepted(string uri, string? import) => new(
        import is null ? "Accept" : $"Accept and import {import}",
        Methods.CompletionAcceptedCommand,
        [JsonSerializer.SerializeToElement(new AcceptedCompletion(uri, import), ProtocolJson.Default.AcceptedCompletion)]);
}
