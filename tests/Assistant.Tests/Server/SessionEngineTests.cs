using Xunit;

namespace Assistant.Tests.Server;

/// <summary>The life of engines: they die, fall silent or eat memory, and the client loses neither an answer nor a text.</summary>
public sealed class SessionEngineTests
{
    [Fact]
    public Task An_engine_that_dies_costs_its_requests_an_error_and_the_next_gets_the_texts_as_they_are() => Session.RunAsync("""
        start
        --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":1,"text":"one\ntwo"}}}
        ==> {"method":"textDocument/didOpen","params":"*"}
        --> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///gone.cs","languageId":"csharp","version":1,"text":"gone"}}}
        ==> {"method":"textDocument/didOpen","params":"*"}
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{}}
        engine ends 139
        <-- {"id":1,"error":{"code":-32802,"message":"the engine ended with exit code 139: ask again"}}
        status degraded the engine ended with exit code 139; the next one starts in 1 s
        # Meanwhile the client goes on.
        --> {"id":2,"method":"textDocument/codeAction","params":{}}
        <-- {"id":2,"error":{"code":-32802,"message":"no engine runs: the engine ended with exit code 139; the next one starts in 1 s"}}
        --> {"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":3}},"text":"three"}]}}
        --> {"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///gone.cs"}}}
        after 1 s
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":"*"}
        ==> {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.cs","languageId":"csharp","version":2,"text":"one\nthree"}}}
        """);

    [Fact]
    public Task The_pause_doubles_and_after_five_ends_it_is_off_until_somebody_asks() => Session.RunAsync("""
        start
        engine ends 1
        status degraded the engine ended with exit code 1; the next one starts in 1 s
        after 1 s
        status loading looking at the open files
        engine starts
        engine ends 1
        status degraded the engine ended with exit code 1; the next one starts in 2 s
        after 2 s
        status loading looking at the open files
        engine starts
        engine ends 1
        status degraded the engine ended with exit code 1; the next one starts in 4 s
        after 4 s
        status loading looking at the open files
        engine starts
        engine ends 1
        status degraded the engine ended with exit code 1; the next one starts in 8 s
        after 8 s
        status loading looking at the open files
        engine starts
        engine ends 1
        status off the engine ended with exit code 1, for the 5th time in a short while: see the log, then start it again (assistant.restart)
        after 60 s
        --> {"id":1,"method":"workspace/executeCommand","params":{"command":"assistant.fixAll"}}
        <-- {"id":1,"error":{"code":-32802,"message":"no engine runs: *"}}
        --> {"id":2,"method":"workspace/executeCommand","params":{"command":"assistant.restart"}}
        <-- {"id":2,"result":null}
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","...":""}
        # Counting begins anew.
        engine ends 1
        status degraded the engine ended with exit code 1; the next one starts in 1 s
        """);

    [Fact]
    public async Task Ends_far_apart_are_not_added_up()
    {
        using var session = new Session();
        await session.PlayAsync("""
            start
            engine ends 1
            status degraded *; the next one starts in 1 s
            after 1 s
            status loading looking at the open files
            engine starts
            ==> {"id":"front:initialize","...":""}
            """);
        for (var seconds = 0; seconds < 180; seconds += 10)
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
            engine ends 1
            status degraded *; the next one starts in 1 s
            """);
        await session.EndAsync();
    }

    [Fact]
    public Task An_engine_that_takes_too_much_memory_is_ended_by_name() => Session.RunAsync("""
        start
        engine takes 4096 MB
        after 10 s
        ==> {"id":"front:ping","method":"assistant/ping"}
        <== {"id":"front:ping","result":null}
        engine takes 4097 MB
        after 10 s
        engine is ended
        status degraded the engine took 4097 MB of the 4096 MB it may ("engineMegabytes" changes that); the next one starts in 1 s
        """);

    [Fact]
    public Task An_engine_that_is_silent_is_ended_and_one_that_answers_is_not() => Session.RunAsync("""
        start
        after 20 s
        ==> {"id":"front:ping","method":"assistant/ping"}
        ==> {"id":"front:ping","method":"assistant/ping"}
        <== {"id":"front:ping","result":null}
        <== {"method":"test/after"}
        <-- {"method":"test/after"}
        after 30 s
        ==> {"id":"front:ping","method":"assistant/ping"}
        ==> {"id":"front:ping","method":"assistant/ping"}
        ==> {"id":"front:ping","method":"assistant/ping"}
        after 10 s
        engine is ended
        status degraded the engine did not answer for 30 seconds; the next one starts in 1 s
        """);

    [Fact]
    public async Task An_engine_that_speaks_nonsense_is_ended()
    {
        using var session = new Session();
        await session.PlayAsync("start");
        await session.Engine.Peer.SayRawAsync("Process terminated. Stack overflow.\n", session.Limit);
        await session.PlayAsync("""
            engine is ended
            status degraded the engine ended with exit code 137; the next one starts in 1 s
            """);
        await session.EndAsync();
    }

    [Fact]
    public Task An_engine_that_would_end_the_same_way_again_is_not_started_again() => Session.RunAsync("""
        start
        <== {"method":"assistant/engineReport","params":{"state":"degraded","message":"no SDK: install one","isFinal":true}}
        status degraded no SDK: install one
        engine is ended
        after 60 s
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        <-- {"id":1,"error":{"code":-32802,"message":"no engine runs: no SDK: install one"}}
        --> {"method":"assistant/didChangeTrust","params":{"trusted":true}}
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","...":""}
        """);

    [Fact]
    public Task A_program_that_cannot_be_started_is_said() => Session.RunAsync("""
        --> {"id":0,"method":"initialize","params":{}}
        <-- {"id":0,"result":"*"}
        status loading starting
        engine cannot start: no such program
        --> {"method":"initialized","params":{}}
        status degraded no such program
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        <-- {"id":1,"error":{"code":-32802,"message":"no engine runs: no such program"}}
        """);

    [Fact]
    public Task A_status_is_told_when_it_is_news_and_counts_go_on_over_engines() => Session.RunAsync("""
        start
        <== {"method":"assistant/engineReport","params":{"state":"ready","message":"A.sln: 1 project","solution":"/a/A.sln","accepted":2,"rejected":3,"rejectedBy":[{"id":"CS0103","count":1},{"id":"pragma","count":2}]}}
        <-- {"method":"assistant/status","params":{"state":"ready","message":"A.sln: 1 project","trusted":false,"solution":"/a/A.sln","solutions":[],"models":[],"accepted":2,"rejected":3,"rejectedBy":[{"id":"pragma","count":2},{"id":"CS0103","count":1}],"memoryBytes":0}}
        <-- {"method":"window/logMessage","params":{"type":3,"message":"ready: A.sln: 1 project"}}
        <== {"method":"assistant/engineReport","params":{"state":"ready","message":"A.sln: 1 project","solution":"/a/A.sln","accepted":2,"rejected":3,"rejectedBy":[{"id":"CS0103","count":1},{"id":"pragma","count":2}]}}
        # Memory alone is no news.
        engine takes 100 MB
        after 3 s
        engine ends 1
        <-- {"method":"assistant/status","params":{"state":"degraded","message":"*","trusted":false,"solution":"/a/A.sln","solutions":[],"models":[],"accepted":2,"rejected":3,"rejectedBy":[{"id":"pragma","count":2},{"id":"CS0103","count":1}],"memoryBytes":0}}
        <-- {"method":"window/logMessage","params":"*"}
        <-- {"method":"window/showMessage","params":"*"}
        after 1 s
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","...":""}
        <== {"method":"assistant/engineReport","params":{"state":"ready","message":"A.sln: 1 project","accepted":10,"rejected":20,"rejectedBy":[{"id":"CS0103","count":20}]}}
        <-- {"method":"assistant/status","params":{"state":"ready","accepted":12,"rejected":23,"rejectedBy":[{"id":"CS0103","count":21},{"id":"pragma","count":2}],"...":""}}
        <-- {"method":"window/logMessage","params":"*"}
        """);

    [Fact]
    public Task What_is_wrong_is_shown_once_and_not_where_the_client_shows_the_status() => Session.RunAsync("""
        --> {"id":0,"method":"initialize","params":{"initializationOptions":{"trust":true,"trusted":false,"a":1},"capabilities":{"experimental":{"assistantStatus":true}}}}
        <-- {"id":0,"result":"*"}
        <-- {"method":"window/showMessage","params":{"type":2,"message":"Assistant: no setting is called \"trust\" or \"a\": there are besideRoslyn, diagnostics, engineMegabytes, inline, large, properties, small, solution, trusted"}}
        status loading starting
        --> {"method":"initialized","params":{}}
        status loading looking at the open files
        engine starts
        ==> {"id":"front:initialize","...":""}
        <== {"method":"assistant/engineReport","params":{"state":"degraded","message":"a generator does not end","isStuck":true}}
        <-- {"method":"assistant/status","params":{"state":"degraded","message":"a generator does not end","...":""}}
        <-- {"method":"window/logMessage","params":"*"}
        engine is ended
        <-- {"method":"assistant/status","params":{"state":"degraded","message":"a generator does not end; the next one starts in 1 s","...":""}}
        <-- {"method":"window/logMessage","params":"*"}
        """);

    [Fact]
    public Task Trust_a_choice_and_settings_start_another_engine_with_them() => Session.RunAsync(
        """
        --> {"id":0,"method":"initialize","params":{"workspaceFolders":[{"uri":"file://{root}","name":"r"}],"initializationOptions":{"diagnostics":true,"properties":{"A":"1"}},"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}}}
        <-- {"id":0,"result":"*"}
        status loading starting
        --> {"method":"initialized","params":{}}
        <-- {"id":"front:watch","method":"client/registerCapability","params":{"registrations":[{"id":"assistant-files","method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":"*"}}]}}
        --> {"id":"front:watch","result":null}
        <-- {"method":"assistant/status","params":{"state":"loading","message":"opening A.slnx","trusted":false,"solution":"{root}/A.slnx","solutions":["{root}/A.slnx","{root}/B.sln"],"...":""}}
        <-- {"method":"window/logMessage","params":"*"}
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":{"initializationOptions":{"solution":"{root}/A.slnx","trusted":false,"properties":{"A":"1"},"diagnostics":true,"besideRoslyn":false,"encoding":"utf-16","tiers":[]},"...":""}}
        --> {"id":1,"method":"textDocument/codeAction","params":{}}
        ==> {"id":1,"method":"textDocument/codeAction","params":{}}

        --> {"method":"assistant/didChangeTrust","params":{"trusted":true}}
        engine is ended
        <-- {"id":1,"error":{"code":-32802,"message":"the engine is started again: ask again"}}
        <-- {"method":"assistant/status","params":{"state":"loading","message":"opening A.slnx","trusted":true,"...":""}}
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":{"initializationOptions":{"solution":"{root}/A.slnx","trusted":true,"...":""},"...":""}}

        --> {"method":"assistant/selectSolution","params":{"path":"B.sln"}}
        engine is ended
        status loading opening B.sln
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":{"initializationOptions":{"solution":"{root}/B.sln","trusted":true,"...":""},"...":""}}

        --> {"method":"workspace/didChangeConfiguration","params":{"settings":{"assistant":{"besideRoslyn":true,"engineMegabytes":1024}}}}
        engine is ended
        engine starts
        ==> {"id":"front:initialize","method":"initialize","params":{"initializationOptions":{"solution":"{root}/B.sln","trusted":true,"properties":{"A":"1"},"diagnostics":true,"besideRoslyn":true,"encoding":"utf-16","tiers":[]},"...":""}}
        # The same again is nothing new.
        --> {"method":"workspace/didChangeConfiguration","params":{"settings":{"assistant":{"besideRoslyn":true,"engineMegabytes":1024}}}}
        --> {"method":"workspace/didChangeConfiguration","params":{"settings":{"assistant":{"engineMegabytes":1}}}}
        <-- {"method":"window/showMessage","params":{"type":2,"message":"Assistant: the setting \"engineMegabytes\" must be a number from 512"}}
        """,
        "A.slnx",
        "A.sln",
        "B.sln");

    [Fact]
    public Task Another_folder_brings_other_solutions() => Session.RunAsync(
        """
        --> {"id":0,"method":"initialize","params":{"rootUri":"file://{root}/one"}}
        <-- {"id":0,"result":"*"}
        status loading starting
        --> {"method":"initialized","params":{}}
        status loading opening A.slnx
        engine starts
        ==> {"id":"front:initialize","...":""}
        --> {"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"file://{root}/two","name":"two"},{"uri":"untitled:x","name":"x"}],"removed":[{"uri":"file://{root}/one","name":"one"}]}}}
        engine is ended
        <-- {"method":"assistant/status","params":{"message":"opening B.slnx","solution":"{root}/two/B.slnx","solutions":["{root}/two/B.slnx"],"...":""}}
        <-- {"method":"window/logMessage","params":"*"}
        engine starts
        ==> {"id":"front:initialize","...":""}
        """,
        "one/A.slnx",
        "two/B.slnx");
}
