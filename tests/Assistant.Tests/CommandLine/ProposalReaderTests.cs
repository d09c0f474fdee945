using System.Text;
using Assistant.Cli.Input;
using Assistant.Core.Edits;
using Xunit;

namespace Assistant.Tests.CommandLine;

public sealed class ProposalReaderTests
{
    [Fact]
    public void Every_kind_of_edit_is_read()
    {
        var proposal = Read("""{"id":"p","edits":[{"path":"a.cs","start":1,"length":2,"newText":"x"},{"path":"b.cs","create":"class B;"},{"path":"c.cs","delete":true}],"unknown":1}""");
        Assert.Equal("p", proposal.Id);
        Assert.Null(proposal.Problem);
        Assert.Equal<Edit>([new ReplaceText("a.cs", 1, 2, "x"), new CreateFile("b.cs", "class B;"), new DeleteFile("c.cs")], proposal.Edits!);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("nope", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("""{"edits":[]}""", null)]
    [InlineData("""{"id":7,"edits":[]}""", null)]
    [InlineData("""{"id":"p"}""", "p")]
    [InlineData("""{"id":"p","edits":{}}""", "p")]
    [InlineData("""{"id":"p","edits":[5]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":5}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs"}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","start":1.5,"length":1,"newText":""}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","start":1e99,"length":1,"newText":""}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","start":1,"length":1,"newText":null}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","delete":false}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","create":null}]}""", "p")]
    [InlineData("""{"id":"p","edits":[{"path":"a.cs","start":1,"length":1,"newText":"\ud800"}]}""", "p")]
    [InlineData("""{"id":"\ud800","edits":[]}""", null)]
    public void A_malformed_line_is_named_and_keeps_its_id_where_it_has_one(string line, string? id)
    {
        var proposal = Read(line);
        Assert.Null(proposal.Edits);
        Assert.False(string.IsNullOrEmpty(proposal.Problem));
        Assert.Equal(id, proposal.Id);
    }

    private static Proposal Read(string line) => ProposalReader.Read(Encoding.UTF8.GetBytes(line));
}
