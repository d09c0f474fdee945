using Xunit;

namespace Assistant.Tests.Server;

/// <summary>Completions on their way: who types is shown what is of the newest text, or nothing, and never an error.</summary>
public sealed class SessionCompletionTests
{
    private const string Ask = """{"method":"textDocument/inlineCompletion","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":0,"character":3},"context":{"triggerKind":2}}}""";

    private const string Opened = """
        start
        --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"one"}}}
        ==> {"method":"textDocument/didOpen","params":"*"}
        """;

    private static string Asked(int id) => Ask.Insert(1, $"\"id\":{id},");

    [Fact]
    public Task An_answer_comes_as_it_is_while_the_text_is_the_one_it_is_for_and_empty_after() => Session.RunAsync($$$$"""
        {{{{Opened}}}}
        --> {{{{Asked(1)}}}}
        ==> {{{{Asked(1)}}}}
        <== {"id":1,"result":[{"insertText":"two"}]}
        <-- {"id":1,"result":[{"insertText":"two"}]}
        --> {{{{Asked(2)}}}}
        ==> {{{{Asked(2)}}}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[{"text":"onet"}]}}
        ==> {"method":"textDocument/didChange","params":"*"}
        <== {"id":2,"result":[{"insertText":"two"}]}
        <-- {"id":2,"result":null}
        # Of another document nothing has changed.
        --> {{{{Asked(3)}}}}
        ==> {{{{Asked(3)}}}}
        --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///b.cs","languageId":"csharp","version":1,"text":""}}}
        ==> {"method":"textDocument/didOpen","params":"*"}
        <== {"id":3,"result":[]}
        <-- {"id":3,"result":[]}
        # Closed, it has no text.
        --> {{{{Asked(4)}}}}
        ==> {{{{Asked(4)}}}}
        --> {"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///a.cs"}}}
        ==> {"method":"textDocument/didClose","params":"*"}
        <== {"id":4,"result":[{"insertText":"two"}]}
        <-- {"id":4,"result":null}
        """);

    [Fact]
    public Task Without_an_engine_and_without_an_answer_there_is_nothing_to_show() => Session.RunAsync($$$$"""
        {{{{Opened}}}}
        --> {{{{Asked(1)}}}}
        ==> {{{{Asked(1)}}}}
        after 2 s
        <-- {"id":1,"result":null}
        ==> {"method":"$/cancelRequest","params":{"id":1}}
        --> {{{{Asked(2)}}}}
        ==> {{{{Asked(2)}}}}
        engine ends 1
        <-- {"id":2,"result":null}
        status degraded the engine ended with exit code 1; the next one starts in 1 s
        --> {{{{Asked(3)}}}}
        <-- {"id":3,"result":null}
        """);

    [Fact]
    public Task Taken_back_it_is_answered_as_the_protocol_wants_and_of_the_wrong_shape_by_the_engine() => Session.RunAsync($$$$"""
        {{{{Opened}}}}
        --> {{{{Asked(1)}}}}
        --> {"method":"$/cancelRequest","params":{"id":1}}
        <-- {"id":1,"error":{"code":-32800,"message":"taken back by the client"}}
        ==> {{{{Asked(1)}}}}
        ==> {"method":"$/cancelRequest","params":{"id":1}}
        --> {"id":2,"method":"textDocument/inlineCompletion","params":{"position":7}}
        ==> {"id":2,"method":"textDocument/inlineCompletion","params":{"position":7}}
        <== {"id":2,"error":{"code":-32602,"message":"no"}}
        <-- {"id":2,"error":{"code":-32602,"message":"no"}}
        """);
}
