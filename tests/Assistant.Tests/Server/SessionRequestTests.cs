using System.IO.Pipelines;
using System.Text;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Requests on their way to the engine: each is answered once, whatever the engine does.</summary>
public sealed class SessionRequestTests
{
    [Fact]
    public Task A_request_goes_to_the_engine_as_it_came_and_so_does_the_answer() => Session.RunAsync("""
        start
        --> {"id":"x","method":"textDocument/codeAction","params":{"unknown":[1,{"a":null}]}}
        ==> {"id":"x","method":"textDocument/codeAction","params":{"unknown":[1,{"a":null}]}}
        <== {"id":"x","result":[{"title":"t"}],"more":1}
        <-- {"id":"x","result":[{"title":"t"}],"more":1}
        # What was answered is answered.
        <== {"id":"x","result":[]}
        <== {"id":"never asked","result":[]}
        <== {"method":"test/after"}
        <-- {"method":"test/after"}
        """);

    [Fact]
    public Task What_is_taken_back_is_answered_at_once_and_a_late_answer_is_dropped() => Session.RunAsync("""
        start
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        --> {"method":"$/cancelRequest","params":{"id":1}}
        <-- {"id":1,"error":{"code":-32800,"message":"taken back by the client"}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{}}
        ==> {"method":"$/cancelRequest","params":{"id":1}}
        <== {"id":1,"result":[]}
        <== {"method":"test/after"}
        <-- {"method":"test/after"}
        # The id comes back as it came, whatever it is.
        --> {"id":"\ud83d","method":"textDocument/codeAction","params":{}}
        ==> {"id":"*","method":"textDocument/codeAction","params":{}}
        --> {"method":"$/cancelRequest","params":{"id":"\ud83d"}}
        <-- {"id":"*","error":{"code":-32800,"message":"taken back by the client"}}
        ==> {"method":"$/cancelRequest","params":{"id":"*"}}
        # Twice, and what was never asked, is nothing.
        --> {"method":"$/cancelRequest","params":{"id":1}}
        --> {"method":"$/cancelRequest","params":{"id":"1"}}
        """);

    [Fact]
    public Task An_id_that_waits_cannot_be_used_again_until_it_is_answered() => Session.RunAsync("""
        start
        --> {"id":1,"method":"textDocument/codeAction","params":{"n":1}}
        --> {"id":1,"method":"textDocument/codeAction","params":{"n":2}}
        <-- {"id":1,"error":{"code":-32600,"message":"the engine works on a request with this id"}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{"n":1}}
        <== {"id":1,"result":[]}
        <-- {"id":1,"result":[]}
        --> {"id":1,"method":"textDocument/codeAction","params":{"n":3}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{"n":3}}
        <== {"id":1,"result":null}
        <-- {"id":1,"result":null}

        --> {"id":2,"method":"textDocument/codeAction","params":{"n":4}}
        ==> {"id":2,"method":"textDocument/codeAction","params":{"n":4}}
        --> {"method":"$/cancelRequest","params":{"id":2}}
        <-- {"id":2,"error":{"code":-32800,"message":"taken back by the client"}}
        ==> {"method":"$/cancelRequest","params":{"id":2}}
        --> {"id":2,"method":"textDocument/codeAction","params":{"n":5}}
        <-- {"id":2,"error":{"code":-32600,"message":"the engine works on a request with this id"}}
        <== {"id":2,"result":"of n 4"}
        --> {"id":2,"method":"textDocument/codeAction","params":{"n":6}}
        ==> {"id":2,"method":"textDocument/codeAction","params":{"n":6}}
        <== {"id":2,"result":"of n 6"}
        <-- {"id":2,"result":"of n 6"}
        """);

    [Fact]
    public Task An_overdue_request_is_answered_and_taken_back_from_the_engine() => Session.RunAsync("""
        start
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{}}
        after 9 s
        --> {"id":2,"method":"workspace/executeCommand","params":{"command":"assistant.fixAll"}}
        ==> {"id":2,"method":"workspace/executeCommand","params":{"command":"assistant.fixAll"}}
        after 1 s
        <-- {"id":1,"error":{"code":-32803,"message":"there was no answer in time"}}
        ==> {"id":"front:ping","method":"assistant/ping"}
        ==> {"method":"$/cancelRequest","params":{"id":1}}
        <== {"id":"front:ping","result":null}
        <== {"id":1,"result":[]}
        # A command may take long.
        after 5 s
        <== {"id":2,"result":null}
        <-- {"id":2,"result":null}
        """);

    [Fact]
    public async Task A_thousand_requests_wait_and_the_next_is_refused()
    {
        using var session = new Session();
        await session.PlayAsync("start");
        for (var id = 1; id <= 1000; id++)
            await session.PlayAsync($$$"""--> {"id":{{{id}}},"method":"textDocument/codeAction","params":{}}""");
        await session.PlayAsync("""
            --> {"id":1001,"method":"textDocument/codeAction","params":{}}
            <-- {"id":1001,"error":{"code":-32803,"message":"1000 requests wait already"}}
            --> {"id":1002,"method":"shutdown"}
            """);
        for (var id = 1; id <= 1000; id++)
            await session.PlayAsync("""<-- {"id":"*","error":{"code":-32800,"message":"the server is shutting down"}}""");
        await session.PlayAsync("""
            <-- {"id":1002,"result":null}
            --> {"method":"exit"}
            exit 0
            """);
    }

    [Fact]
    public Task The_client_answers_the_engine_and_nobody_else() => Session.RunAsync("""
        start
        <== {"id":"engine:1","method":"workspace/applyEdit","params":{"edit":{}}}
        <-- {"id":"engine:1","method":"workspace/applyEdit","params":{"edit":{}}}
        --> {"id":"engine:1","result":{"applied":true}}
        ==> {"id":"engine:1","result":{"applied":true}}
        --> {"id":"engine:1","result":{"applied":false}}
        --> {"id":"engine:2","result":{"applied":false}}
        """);

    [Fact]
    public Task What_the_front_calls_its_own_requests_is_not_for_the_client() => Session.RunAsync("""
        start
        --> {"id":"front:ping","method":"textDocument/codeAction","params":{}}
        <-- {"id":"front:ping","error":{"code":-32600,"message":"the server calls a request of its own by this id"}}
        """);

    // Nothing is read: what waits has a bound. Until then the loop goes on; then the client has missed an answer, and is left.
    [Fact]
    public async Task A_client_that_never_reads_holds_nobody_up()
    {
        var full = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        using var session = new Session(output: full);
        await session.PlayAsync("""
            --> {"id":0,"method":"initialize","params":{}}
            --> {"method":"initialized","params":{}}
            engine starts
            ==> {"id":"front:initialize","...":""}
            """);
        var body = Encoding.UTF8.GetString(new byte[1 << 20].Select(_ => (byte)'x').ToArray());
        for (var mebibytes = 0; mebibytes < 255; mebibytes++)
            await session.PlayAsync("<== {\"method\":\"test/long\",\"params\":[\"" + body + "\"]}");
        await session.PlayAsync("""
            --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"a"}}}
            ==> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"a"}}}
            """);
        await session.PlayAsync("<== {\"method\":\"test/long\",\"params\":[\"" + body + "\"]}");
        await session.PlayAsync("""
            engine is ended
            time 1
            exit 1
            """);
    }
}
