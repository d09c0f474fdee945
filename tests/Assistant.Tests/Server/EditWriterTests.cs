using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Server.Engine;
using Assistant.Server.Engine.Analysis;
using Assistant.Tests.Kit;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Edits in the words of the protocol, as much as the client understands.</summary>
public sealed class EditWriterTests
{
    private static readonly Edit Replaced = new ReplaceText("A/Code.cs", 6, 1, "D");
    private static readonly Edit Created = new CreateFile("A/New.cs", "class N;\n");
    private static readonly Edit Deleted = new DeleteFile("A/Code.cs");

    // What the client can.
    private const string Nothing = "";
    private const string Versions = "versions";
    private const string Creates = "versions create";
    private const string Asks = "versions create asks";

    [Theory]
    // What the client can, whether it has seen the edit, and the edits in turn: file, with its version, or what is made.
    [InlineData(Nothing, "replace", "Code.cs: 0:6-0:7=D")]
    [InlineData(Versions, "replace", "Code.cs null: 0:6-0:7=D")]
    [InlineData(Nothing, "create", null)]
    [InlineData(Versions, "create", null)]
    [InlineData("create", "create", null)]
    [InlineData(Creates, "create", "make New.cs; New.cs null: 0:0-0:0=class N;\n")]
    [InlineData(Creates, "replace create", "Code.cs null: 0:6-0:7=D; make New.cs; New.cs null: 0:0-0:0=class N;\n")]
    [InlineData(Versions, "replace create", null)]
    [InlineData(Creates, "delete", null)]
    // A file that is made is shown before it is, where the client can.
    [InlineData(Asks, "create", "make New.cs; New.cs null: 0:0-0:0=class N;\n?")]
    [InlineData(Asks, "replace create", "Code.cs null: 0:6-0:7=D?; make New.cs; New.cs null: 0:0-0:0=class N;\n?")]
    public async Task A_file_is_made_where_the_client_makes_files(string client, string edits, string? expected)
    {
        var (writer, judge) = await OpenAsync(client);
        var state = new EngineState { Judge = judge, Documents = judge.Documents, DiskChanges = judge.DiskChanges };
        Assert.Equal(expected, Shown(writer.Write("Does it", edits.Split(' ').Select(Named), judge, state, isUnseen: true)));
    }

    [Fact]
    public async Task A_file_that_is_open_already_is_not_made()
    {
        var (writer, judge) = await OpenAsync(Creates);
        var uri = DocumentUri.Of(TestSolution.FullPath("A/New.cs"));
        var open = judge.Documents.Add(uri, OpenText.Of(new TextDocumentItem(uri, "csharp", 1, "")));
        var knowing = judge with { Documents = open };
        Assert.Null(writer.Write("Does it", [Created], knowing, new EngineState { Judge = knowing, Documents = open, DiskChanges = judge.DiskChanges }));
    }

    [Fact]
    public async Task A_file_that_came_to_be_opened_meanwhile_is_not_made()
    {
        var (writer, judge) = await OpenAsync(Creates);
        var uri = DocumentUri.Of(TestSolution.FullPath("A/New.cs"));
        var open = judge.Documents.Add(uri, OpenText.Of(new TextDocumentItem(uri, "csharp", 1, "class Mine;")));
        Assert.Null(writer.Write("Does it", [Created], judge, new EngineState { Judge = judge, Documents = open, DiskChanges = judge.DiskChanges }));
    }

    [Fact]
    public async Task A_file_that_came_to_be_on_disk_meanwhile_is_not_made()
    {
        var (writer, judge) = await OpenAsync(Creates);
        var changes = judge.DiskChanges.Add(TestSolution.FullPath("A/New.cs"), 1);
        Assert.Null(writer.Write("Does it", [Created], judge, new EngineState { Judge = judge, Documents = judge.Documents, DiskChanges = changes }));
    }

    private static async Task<(EditWriter Writer, Judge Judge)> OpenAsync(string client)
    {
        var words = client.Split(' ');
        var capabilities = new ClientCapabilities
        {
            Workspace = new ClientCapabilities.WorkspacePart(WorkspaceEdit: new ClientCapabilities.WorkspaceEditPart(
                words.Contains("versions") ? true : null, words.Contains("asks") ? new ClientCapabilities.AnnotationPart() : null, words.Contains("create") ? ["create", "rename"] : null)),
        };
        var snapshot = TestSolution.Open("=== A/Code.cs\nclass C;\n");
        // As judging does.
        await snapshot.Solution.Projects.Single().Documents.Single().GetTextAsync();
        return (new EditWriter(capabilities, PositionEncoding.Utf16), new Judge(new Verifier(snapshot), ImmutableDictionary.Create<string, OpenText>(StringComparer.Ordinal), ImmutableDictionary.Create<string, int>(StringComparer.Ordinal)));
    }

    private static Edit Named(string edit) => edit switch
    {
        "create" => Created,
        "delete" => Deleted,
        _ => Replaced,
    };

    private static string? Shown(WorkspaceEdit? edit) => edit is null ? null
        : edit.Changes is { } changes ? string.Join("; ", changes.Select(file => $"{Name(file.Key)}: {Shown(file.Value)}"))
        : string.Join("; ", edit.DocumentChanges!.Select(change => change.Kind is { } kind
            ? $"{(kind == "create" ? "make" : kind)} {Name(change.Uri!)}"
            : $"{Name(change.TextDocument!.Uri)} {change.TextDocument.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}: {Shown(change.Edits!)}"));

    private static string Shown(IReadOnlyList<TextEdit> edits) => string.Join(", ", edits.Select(edit =>
        $"{edit.Range.Start.Line}:{edit.Range.Start.Character}-{edit.Range.End.Line}:{edit.Range.End.Character}={edit.NewText}{(edit.AnnotationId is null ? "" : "?")}"));

    private static string Name(string uri) => uri[(uri.LastIndexOf('/') + 1)..];
}
