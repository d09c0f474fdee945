using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Testing;
using Assistant.Core.Verification;

namespace Assistant.Cli.Output;

/// <summary>The shapes that other programs read, as the contracts give them.</summary>
internal static class AnswerJson
{
    internal sealed record Verified(
        string? Id, string Verdict, string? Reason, IReadOnlyList<ReportedDiagnostic> NewDiagnostics, IReadOnlyList<Silencing> Silencing, string Stage, long Milliseconds);

    internal sealed record Fixed(IReadOnlyList<FixedDiagnostic> Diagnostics, IReadOnlyList<EditShape> Edits, Summary Summary);

    internal sealed record FixedDiagnostic(
        string Id, string? Path, int Line, string Message, string Outcome, string? Tier, IReadOnlyList<EditShape> Edits, int Alternatives,
        IReadOnlyList<RejectedCount> Rejected, IReadOnlyList<Uncovered> Uncovers, long Milliseconds,
        // Where models were asked.
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Try>? Tries,
        // Where tests were asked for.
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Tests);

    internal sealed record RejectedCount(string Id, int Count);

    internal sealed record Try(
        string Tier, bool Taken, string Reason, IReadOnlyList<ReportedDiagnostic> NewDiagnostics, int PromptTokens, int CachedTokens, int Tokens,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FailedTest>? FailedTests)
    {
        public static Try Of(ModelTry tried) =>
            new(tried.Tier, tried.IsTaken, tried.Reason, tried.Verdict?.NewDiagnostics ?? [], tried.Usage.PromptTokens, tried.Usage.CachedTokens, tried.Usage.Tokens,
                tried.Verdict?.Tests is { IsAgainst: true } tests ? tests.Failed : null);
    }

    internal sealed record Edited(
        string Outcome, string? Tier, string Route, IReadOnlyList<EditShape> Edits, IReadOnlyList<Silencing> Silencing, IReadOnlyList<Try> Tries, long Milliseconds,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Tests);

    internal sealed record Uncovered(string Id, string? Path, int Line);

    internal sealed record Summary(
        int Fixed, int Unfixed, int Rejected, long Milliseconds,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Calls, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Tokens);

    // With a problem where the question was wrong.
    internal sealed record Completed(
        string? Id, IReadOnlyList<CompletedItem> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem, long Milliseconds);

    internal sealed record CompletedItem(string Text, string Source, bool Verified, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Using);

    /// <summary>An edit with only the members that its kind has.</summary>
    internal sealed record EditShape(string Path)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Start { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public int? Length { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? NewText { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Create { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? Delete { get; init; }

        public static EditShape Of(Edit edit) => edit switch
        {
            ReplaceText replace => new(edit.Path) { Start = replace.Start, Length = replace.Length, NewText = replace.NewText },
            CreateFile create => new(edit.Path) { Create = create.Text },
            _ => new(edit.Path) { Delete = true },
        };
    }

    /// <summary>How a verdict and a stage are written.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>Source-generated serialization: no reflection over types that cross the process' border.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AnswerJson.Verified))]
[JsonSerializable(typeof(AnswerJson.Completed))]
[JsonSerializable(typeof(AnswerJson.Edited))]
[JsonSerializable(typeof(AnswerJson.Fixed))]
internal sealed partial class AnswerContext : JsonSerializerContext
{
    /// <summary>For people's eyes too: quotes and angle brackets are not escaped; nothing here is put into a web page.</summary>
    public static AnswerContext Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}
