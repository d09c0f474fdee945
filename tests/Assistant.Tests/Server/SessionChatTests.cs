using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Questions on their way: parts come in order, who stops an answer gets one, and an engine's death is said once.</summary>
public sealed class SessionChatTests
{
    private const string Ask = """{"id":1,"method":"assistant/chat","params":{"session":"s","text":"Why?","attachments":[],"partialResultToken":"t"}}""";

    [Fact]
    public Task A_question_passes_to_the_engine_and_its_parts_come_back_in_order() => Session.RunAsync($$$$"""
        start
        --> {{{{Ask}}}}
        ==> {{{{Ask}}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"tier","tier":"small","model":"m","local":true,"reason":"a small question"}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"state","message":"writing code"}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"edit","id":"s/1/1","language":"csharp","code":"","path":null,"title":null,"verdict":"notVerified","reason":null,"newDiagnostics":[],"silencing":[],"together":[]}}}
        <== {"id":1,"result":{"outcome":"answered","message":null,"edits":[]}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"tier","tier":"small","model":"m","local":true,"reason":"a small question"}}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"state","message":"writing code"}}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"edit","id":"s/1/1","...":""}}}
        <-- {"id":1,"result":{"outcome":"answered","message":null,"edits":[]}}
        """);

    [Fact]
    public Task All_requests_of_conversations_pass() => Session.RunAsync("""
        start
        --> {"id":1,"method":"assistant/chat/apply","params":{"editId":"s/1/1"}}
        ==> {"id":1,"method":"assistant/chat/apply","params":{"editId":"s/1/1"}}
        --> {"id":2,"method":"assistant/chat/history","params":{}}
        ==> {"id":2,"method":"assistant/chat/history","params":{}}
        --> {"id":3,"method":"assistant/chat/forget","params":{"session":"s"}}
        ==> {"id":3,"method":"assistant/chat/forget","params":{"session":"s"}}
        --> {"id":4,"method":"assistant/chat/mentions","params":{"query":"Or"}}
        ==> {"id":4,"method":"assistant/chat/mentions","params":{"query":"Or"}}
        <== {"id":4,"result":{"items":[]}}
        <-- {"id":4,"result":{"items":[]}}
        <== {"id":1,"result":{"edit":null,"title":"t","reason":"no"}}
        <-- {"id":1,"result":{"edit":null,"title":"t","reason":"no"}}
        # What is read is awaited shortly, and code that is judged as long as a command.
        --> {"id":5,"method":"assistant/chat/apply","params":{"editId":"s/1/1"}}
        ==> {"id":5,"method":"assistant/chat/apply","params":{"editId":"s/1/1"}}
        after 10 s
        <-- {"id":2,"error":{"code":-32803,"message":"there was no answer in time"}}
        <-- {"id":3,"error":{"code":-32803,"message":"there was no answer in time"}}
        ==> {"id":"front:ping","method":"assistant/ping"}
        ==> {"method":"$/cancelRequest","params":{"id":2}}
        ==> {"method":"$/cancelRequest","params":{"id":3}}
        <== {"id":"front:ping","result":null}
        <== {"id":5,"result":{"edit":null,"title":"t","reason":"no"}}
        <-- {"id":5,"result":{"edit":null,"title":"t","reason":"no"}}
        """);

    [Fact]
    public Task Who_stops_an_answer_gets_one_and_the_engine_hears_of_it() => Session.RunAsync($$$$"""
        start
        --> {{{{Ask}}}}
        ==> {{{{Ask}}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        --> {"method":"$/cancelRequest","params":{"id":1}}
        <-- {"id":1,"result":{"outcome":"cancelled","message":null,"edits":[]}}
        ==> {"method":"$/cancelRequest","params":{"id":1}}
        # What the engine says to it is not told again.
        <== {"id":1,"error":{"code":-32800,"message":"cancelled"}}
        <== {"method":"test/after"}
        <-- {"method":"test/after"}
        # A question that is not there is not stopped.
        --> {"method":"$/cancelRequest","params":{"id":7}}
        """);

    [Fact]
    public Task An_engine_that_dies_costs_an_error_and_its_parts_are_not_taken_away() => Session.RunAsync($$$$"""
        start
        --> {{{{Ask}}}}
        ==> {{{{Ask}}}}
        <== {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        <-- {"method":"$/progress","params":{"token":"t","value":{"kind":"text","text":"One"}}}
        # What is shown of work is.
        <== {"method":"$/progress","params":{"token":"w","value":{"kind":"begin","title":"Opening"}}}
        <-- {"method":"$/progress","params":{"token":"w","value":{"kind":"begin","title":"Opening"}}}
        engine ends 139
        <-- {"id":1,"error":{"code":-32802,"message":"the engine ended with exit code 139: ask again"}}
        <-- {"method":"$/progress","params":{"token":"w","value":{"kind":"end"}}}
        status degraded the engine ended with exit code 139; the next one starts in 1 s
        --> {{{{Ask}}}}
        <-- {"id":1,"error":{"code":-32802,"message":"no engine runs: *"}}
        after 1 s
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","...":""}
        --> {{{{Ask}}}}
        ==> {{{{Ask}}}}
        <== {"id":1,"result":{"outcome":"answered","message":null,"edits":[]}}
        <-- {"id":1,"result":{"outcome":"answered","message":null,"edits":[]}}
        """);

    [Fact]
    public async Task An_answer_has_half_an_hour()
    {
        using var session = new Session();
        await session.PlayAsync($"""
            start
            --> {Ask}
            ==> {Ask}
            """);
        for (var seconds = 10; seconds < 1800; seconds += 10)
        {
            await session.PlayAsync("""
                after 10 s
                ==> {"id":"front:ping","method":"assistant/ping"}
                <== {"id":"front:ping","result":null}
                <== {"method":"test/after"}
                <-- {"method":"test/after"}
                """);
        }

        await session.PlayAsync("""
            after 10 s
            <-- {"id":1,"error":{"code":-32803,"message":"there was no answer in time"}}
            ==> {"id":"front:ping","method":"assistant/ping"}
            ==> {"method":"$/cancelRequest","params":{"id":1}}
            """);
        await session.EndAsync();
    }
}
