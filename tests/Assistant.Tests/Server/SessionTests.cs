using Xunit;

namespace Assistant.Tests.Server;

/// <summary>The front and its client: who may say what and when, and what is answered to what is wrong.</summary>
public sealed class SessionTests
{
    [Fact]
    public Task Initialize_comes_first_and_once() => Session.RunAsync("""
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        <-- {"id":1,"error":{"code":-32002,"message":"initialize comes first"}}
        --> {"id":2,"method":"shutdown"}
        <-- {"id":2,"error":{"code":-32002,"message":"initialize comes first"}}
        # A notification before it is passed over.
        --> {"method":"initialized","params":{}}
        --> {"id":"a","method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{"general":{"positionEncodings":["utf-32","utf-8","utf-16"]}}}}
        <-- {"id":"a","result":{"capabilities":{"positionEncoding":"utf-8","textDocumentSync":{"openClose":true,"change":2},"codeActionProvider":{"codeActionKinds":["quickfix","source.fixAll.assistant"],"resolveProvider":true},"inlineCompletionProvider":{},"executeCommandProvider":{"commands":["assistant.showRejected","assistant.fixAll","assistant.completionAccepted","assistant.restart"]},"workspace":{"workspaceFolders":{"supported":true,"changeNotifications":true}}},"serverInfo":{"name":"Assistant","version":"*"}}}
        status loading starting
        --> {"id":3,"method":"initialize","params":{"capabilities":{}}}
        <-- {"id":3,"error":{"code":-32600,"message":"initialize is sent once"}}
        """);

    [Fact]
    public Task Wrong_parameters_of_initialize_can_be_mended() => Session.RunAsync("""
        --> {"id":1,"method":"initialize"}
        <-- {"id":1,"error":{"code":-32602,"message":"the parameters are not those of initialize"}}
        --> {"id":2,"method":"initialize","params":{"processId":"x"}}
        <-- {"id":2,"error":{"code":-32602,"message":"the parameters are not those of initialize"}}
        --> {"id":3,"method":"initialize","params":{"initializationOptions":{"trusted":"yes"}}}
        <-- {"id":3,"error":{"code":-32602,"message":"the setting \"trusted\" must be true or false"}}
        --> {"id":4,"method":"initialize","params":{"initializationOptions":[]}}
        <-- {"id":4,"error":{"code":-32602,"message":"the settings must be one object"}}
        --> {"id":5,"method":"initialize","params":{"workspaceFolders":[null]}}
        <-- {"id":5,"error":{"code":-32602,"message":"the parameters are not those of initialize"}}
        --> {"id":6,"method":"initialize","params":{"initializationOptions":{"\ud83d":1,"other":"\ud83d","solution":"\ud83d"}}}
        <-- {"id":6,"error":{"code":-32602,"message":"the settings hold half of a surrogate pair"}}
        --> {"id":7,"method":"initialize","params":{}}
        <-- {"id":7,"result":"*"}
        status loading starting
        """);

    [Fact]
    public Task Who_shuts_down_and_exits_is_told_that_all_went_well() => Session.RunAsync("""
        start
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{}}
        --> {"id":2,"method":"shutdown"}
        <-- {"id":1,"error":{"code":-32800,"message":"the server is shutting down"}}
        <-- {"id":2,"result":null}
        --> {"id":3,"method":"textDocument/codeAction","params":{}}
        <-- {"id":3,"error":{"code":-32600,"message":"after shutdown only exit may follow"}}
        --> {"id":4,"method":"shutdown"}
        <-- {"id":4,"error":{"code":-32600,"message":"after shutdown only exit may follow"}}
        --> {"method":"exit"}
        exit 0
        engine is ended
        """);

    [Fact]
    public Task Who_exits_without_a_word_gets_a_one() => Session.RunAsync("""
        start
        --> {"method":"exit"}
        exit 1
        engine is ended
        """);

    [Fact]
    public Task Who_goes_without_a_word_leaves_nothing() => Session.RunAsync("""
        start
        closes
        exit 1
        engine is ended
        """);

    [Fact]
    public Task When_the_process_of_the_client_is_gone_so_is_the_server() => Session.RunAsync("""
        --> {"id":0,"method":"initialize","params":{"processId":2147483646}}
        <-- {"id":0,"result":"*"}
        status loading starting
        --> {"method":"initialized"}
        status loading looking at the open files
        engine starts
        time 1
        exit 1
        engine is ended
        """);

    [Fact]
    public Task What_nobody_answers_is_told_and_what_nobody_knows_is_passed_over() => Session.RunAsync("""
        start
        --> {"id":1,"method":"textDocument/hover","params":{}}
        <-- {"id":1,"error":{"code":-32601,"message":"textDocument/hover is left to another C# server"}}
        --> {"id":2,"method":"","params":null}
        <-- {"id":2,"error":{"code":-32601,"message":" is not answered here"}}
        --> {"id":3,"method":"assistant/ping"}
        <-- {"id":3,"error":{"code":-32601,"message":"assistant/ping is not answered here"}}
        --> {"method":"textDocument/didSave","params":{}}
        --> {"method":"$/setTrace","params":{"value":"verbose"}}
        --> {"id":99,"result":{"of":"nothing"}}
        --> {"id":98,"error":{"code":1,"message":"of nothing"}}
        """);

    [Fact]
    public Task What_is_no_message_is_named() => Session.RunAsync("""
        start
        --> nonsense
        <-- {"id":null,"error":{"code":-32700,"message":"the message is no JSON, or is nested too deep"}}
        --> []
        <-- {"id":null,"error":{"code":-32600,"message":"a batch is empty"}}
        --> 3
        <-- {"id":null,"error":{"code":-32600,"message":"a message is an object"}}
        --> {"id":{},"method":"shutdown"}
        <-- {"id":null,"error":{"code":-32600,"message":"an id is a number or a text"}}
        --> {"id":1,"method":null}
        <-- {"id":1,"error":{"code":-32600,"message":"a method is a text"}}
        --> {"id":2,"method":"shutdown","params":3}
        <-- {"id":2,"error":{"code":-32600,"message":"params are an object or an array"}}
        """);

    [Fact]
    public async Task What_is_nested_too_deep_is_named()
    {
        using var session = new Session();
        await session.PlayAsync("start");
        foreach (var depth in new[] { 65, 100_000 })
        {
            await session.PlayAsync($$$"""
                --> {"id":1,"method":"shutdown","params":{{{new string('[', depth)}}}{{{new string(']', depth)}}}}
                <-- {"id":null,"error":{"code":-32700,"message":"the message is no JSON, or is nested too deep"}}
                """);
        }

        await session.PlayAsync($$$"""
            --> {"id":1,"method":"hm","params":{{{new string('[', 63)}}}{{{new string(']', 63)}}}}
            <-- {"id":1,"error":{"code":-32601,"message":"hm is not answered here"}}
            """);
        await session.EndAsync();
    }

    [Fact]
    public Task A_batch_is_its_messages_in_order() => Session.RunAsync("""
        start
        --> [{"id":1,"method":"a"},{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"a"}}},7,{"id":2,"method":"textDocument/codeAction","params":{}}]
        <-- {"id":1,"error":{"code":-32601,"message":"a is not answered here"}}
        <-- {"id":null,"error":{"code":-32600,"message":"a message is an object"}}
        # The engine hears its part alone: what the front answered is answered.
        ==> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"a"}}}
        ==> {"id":2,"method":"textDocument/codeAction","params":{}}
        <== {"id":2,"result":[]}
        <-- {"id":2,"result":[]}
        """);

    [Fact]
    public Task Half_of_a_surrogate_pair_hurts_nobody() => Session.RunAsync("""
        start
        --> {"id":"\ud83d","method":"\ud83d","params":{"\ud83d":"\ude00"}}
        <-- {"id":"*","error":{"code":-32601,"message":"* is not answered here"}}
        --> {"\ud83d":1,"id":1,"\ude00":2,"method":"m","\udead":{}}
        <-- {"id":null,"error":{"code":-32600,"message":"the name of a member is no text"}}
        --> {"method":"workspace/didChangeConfiguration","params":{"settings":{"\ud83d":1}}}
        <-- {"method":"window/showMessage","params":{"type":2,"message":"Assistant: the settings hold half of a surrogate pair"}}
        --> {"method":"assistant/selectSolution","params":{"\ud83d":1}}
        --> {"method":"$/cancelRequest","params":{"id":"\ud83d"}}
        """);

    [Theory]
    [InlineData("Content-Length: 2147483648", "")]
    [InlineData("Content-Length: -1", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: 99999999999999999999", "a Content-Length is no number of bytes")]
    [InlineData("Content-Length: 2\\r\\nContent-Length: 2", "a header has more than one Content-Length")]
    [InlineData("Content-Type: x", "a header has no Content-Length")]
    [InlineData("Content-Length: 2\\n", "a line of a header ends without a carriage return")]
    public async Task A_header_that_is_none_ends_the_connection_with_a_word(string header, string problem)
    {
        if (problem.Length == 0)
        {
            // Of what is too long nothing is kept; when it ends early that is the end.
            await Session.RunAsync($$$"""
                start
                raw {{{header}}}\r\n\r\nxxxx
                closes
                <-- {"id":null,"error":{"code":-32700,"message":"the stream ends 2147483644 bytes before the end of a message; where the next message begins is not known, so the connection ends"}}
                exit 1
                """);
            return;
        }

        await Session.RunAsync($$$"""
            start
            raw {{{header}}}\r\n\r\n
            <-- {"id":null,"error":{"code":-32700,"message":"{{{problem}}}; where the next message begins is not known, so the connection ends"}}
            exit 1
            engine is ended
            """);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_passed_over_and_no_text_is_known_until_it_is_told_whole()
    {
        using var session = new Session();
        await session.PlayAsync("""
            start
            --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"a"}}}
            ==> {"method":"textDocument/didOpen","params":"*"}
            """);
        await session.Client.SayAsync(new string(' ', (32 << 20) + 1), session.Limit);
        await session.PlayAsync("""
            <-- {"id":null,"error":{"code":-32600,"message":"a message of 33554433 bytes was passed over: the limit is 33554432"}}
            engine is ended
            engine starts
            ==> {"id":"front:initialize","...":""}
            --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":3},"contentChanges":[{"text":"b"}]}}
            ==> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":3},"contentChanges":[{"text":"b"}]}}
            --> {"id":1,"method":"m"}
            <-- {"id":1,"error":{"code":-32601,"message":"m is not answered here"}}
            """);
        await session.EndAsync();
    }

    [Fact]
    public Task Notifications_of_the_wrong_shape_change_nothing() => Session.RunAsync("""
        start
        --> {"method":"textDocument/didOpen"}
        --> {"method":"textDocument/didOpen","params":{"textDocument":null}}
        --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","text":null}}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":null}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[null]}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":1e999},"contentChanges":[]}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[{"text":"a","range":{"start":7}}]}}
        --> {"method":"textDocument/didClose","params":{"textDocument":{"uri":7}}}
        --> {"method":"workspace/didChangeWorkspaceFolders","params":{"event":null}}
        --> {"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[null],"removed":[null]}}}
        --> {"method":"workspace/didChangeConfiguration","params":{"settings":3}}
        --> {"method":"workspace/didChangeConfiguration","params":{"settings":{"assistant":null}}}
        --> {"method":"assistant/didChangeTrust","params":{"trusted":"yes"}}
        --> {"method":"assistant/didChangeTrust","params":[true]}
        --> {"method":"assistant/selectSolution","params":{"path":null}}
        --> {"method":"assistant/selectSolution","params":{"path":"a\u0000b"}}
        --> {"method":"$/cancelRequest","params":{"id":null}}
        --> {"method":"$/cancelRequest","params":{"id":12345678901234567890}}
        """);
}
