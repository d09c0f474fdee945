using System.Text.Json;
using Assistant.Core.Proposing;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;

namespace Assistant.Server.Engine.Handlers.Requests;

/// <summary>The commands: what was thrown away and why, the repair of everything, and what belongs to an accepted completion.</summary>
internal sealed class ExecuteCommandHandler(FixAll fixAll, AcceptedCompletions accepted, ClientProxy client) : ISnapshotHandler
{
    private const int MostRejected = 200;

    public string Method => Methods.ExecuteCommand;

    public Task<Answer> AnswerAsync(EngineState state, JsonElement parameters, CancellationToken cancellationToken) => Parameters.Read(parameters, ProtocolJson.Default.ExecuteCommandParams) switch
    {
        { Command: Methods.ShowRejectedCommand } => Task.FromResult(Answer.Of(Rejected(state), ProtocolJson.Default.RejectedProposals)),
        { Command: Methods.FixAllCommand } asked => FixAllAsync(asked, cancellationToken),
        { Command: Methods.CompletionAcceptedCommand } asked => AcceptAsync(state, asked, cancellationToken),
        { Command: var other } => Task.FromResult(Answer.Failed(ErrorCode.InvalidParams, $"{other} is no command of this server")),
        null => Task.FromResult(Answer.Failed(ErrorCode.InvalidParams, "the parameters are not those of workspace/executeCommand")),
    };

    private Task<Answer> AcceptAsync(EngineState state, ExecuteCommandParams asked, CancellationToken cancellationToken) =>
        asked.Arguments is [{ ValueKind: JsonValueKind.Object } argument] && Parameters.Read(argument, ProtocolJson.Default.AcceptedCompletion) is { } completion
            ? accepted.AnswerAsync(state, completion, cancellationToken)
            : Task.FromResult(Answer.Failed(ErrorCode.InvalidParams, $"{Methods.CompletionAcceptedCommand} takes {{\"uri\":...,\"using\":...}}"));

    private static RejectedProposals Rejected(EngineState state) => new(
    [
        .. state.Refused.Select(refused => Proposal(refused.Uri, refused.Target, refused.Repair)).Concat(state.Findings.Values
            .SelectMany(found => found.Findings.Select(finding => (found.Text.Uri, Finding: finding)))
            .SelectMany(found => (found.Finding.Outcome?.Rejected ?? []).Select(rejected => Proposal(found.Uri, found.Finding.Diagnostic, rejected))))
            .Take(MostRejected),
    ]);

    private static RejectedProposals.Proposal Proposal(string uri, Microsoft.CodeAnalysis.Diagnostic target, RejectedRepair rejected) => new(
        uri,
        target.Location.GetLineSpan().StartLinePosition.Line + 1,
        target.Id,
        rejected.Candidate.Title,
        rejected.Candidate.Tier,
        rejected.Verdict.Reason,
        [.. rejected.Verdict.NewDiagnostics.Select(found => new RejectedProposals.NewDiagnostic(
            found.Id, found.Severity, found.Path, found.Line, found.Column, found.Message, found.Project, found.TargetFramework))],
        [.. rejected.Verdict.Silencing.Select(silencing => new RejectedProposals.SilencingEdit(silencing.Rule, silencing.Path, silencing.Line))]);

    private async Task<Answer> FixAllAsync(ExecuteCommandParams asked, CancellationToken cancellationToken)
    {
        if (asked.Arguments is not [{ ValueKind: JsonValueKind.Object } argument]
            || !argument.TryGetProperty("scope", out var scope) || scope.ValueKind != JsonValueKind.String || !FixAll.Scopes.Contains(scope.GetString()!)
            || !argument.TryGetProperty("uri", out var uri) || uri.ValueKind != JsonValueKind.String)
            return Answer.Failed(ErrorCode.InvalidParams, $"{Methods.FixAllCommand} takes {{\"scope\":\"document|project|solution\",\"uri\":...}}");
        if (client.Capabilities.Workspace?.ApplyEdit != true)
            return Answer.Failed(ErrorCode.RequestFailed, "the editor does not let a server change files");
        var title = FixAll.TitleOf(scope.GetString()!);
        var (edit, repaired, reason) = await client.ShowAsync(title, (progress, token) => fixAll.EditAsync(scope.GetString()!, uri.GetString()!, progress, token), cancellationToken);
        if (edit is null)
            return Answer.Of(new ApplyEditResult(false, reason), ProtocolJson.Default.ApplyEditResult);
        var response = await client.AskAsync(Methods.ApplyEdit, new ApplyEditParams(title, edit), ProtocolJson.Default.ApplyEditParams, cancellationToken);
        return Parameters.Read(response.Result, ProtocolJson.Default.ApplyEditResult) is { } result
            ? Answer.Of(result.Applied ? result with { Repaired = new Repairs(RulesTier.Name, repaired) } : result, ProtocolJson.Default.ApplyEditResult)
            : Answer.Failed(ErrorCode.RequestFailed, response.Error?.Message ?? "the editor did not say whether it changed the files");
    }
}
