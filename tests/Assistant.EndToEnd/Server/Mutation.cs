using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assistant.EndToEnd.Server;

/// <summary>Makes messages that are well framed and wrong in some way out of those of a session.</summary>
internal sealed class Mutation(Random random, string uri)
{
    private static readonly string[] Methods =
    [
        "initialize", "initialized", "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/codeAction", "workspace/executeCommand",
        "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders", "workspace/didChangeConfiguration", "assistant/selectSolution", "$/cancelRequest",
        "window/workDoneProgress/cancel", "textDocument/hover", "$/unknown", "",
    ];

    private int lastId;

    /// <summary>Ids of requests that are right enough to be answered by name.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>How many messages with an id were sent, right or wrong: as many answers may name it.</summary>
    public Dictionary<string, int> Sent { get; } = new(StringComparer.Ordinal);

    /// <summary>The body of the next message.</summary>
    public string Next()
    {
        var message = Original();
        for (var times = random.Next(3); times > 0; times--)
            Mutate(message);
        // What the JSON library would not write.
        var body = message.ToJsonString()
            .Replace("@half@", "\\ud83d", StringComparison.Ordinal)
            .Replace("\"@number@\"", "1e999", StringComparison.Ordinal)
            .Replace("\"@deep@\"", new string('[', 70) + new string(']', 70), StringComparison.Ordinal);
        var sent = random.Next(40) switch
        {
            0 => "[" + body + "]",
            1 => body[..random.Next(body.Length)],
            2 => body.Replace(":", ": ", StringComparison.Ordinal) + " ",
            _ => body,
        };
        Note(message, isWhole: sent.Length >= body.Length);
        return sent;
    }

    private static object Place(int line, int character) => new { line, character };

    private JsonObject Original()
    {
        var document = new { uri, version = random.Next(100) };
        var range = new { start = Place(random.Next(3), random.Next(40)), end = Place(random.Next(3), random.Next(40)) };
        (string Method, object? Params, bool IsRequest) original = random.Next(11) switch
        {
            0 => ("textDocument/didOpen", new { textDocument = new { uri, languageId = "csharp", version = 1, text = "class Two { int M() => nubmer; }\n" } }, false),
            1 or 2 => ("textDocument/didChange", new { textDocument = document, contentChanges = new[] { new { range, text = "x\n" } } }, false),
            3 => ("textDocument/didClose", new { textDocument = new { uri } }, false),
            4 or 5 => ("textDocument/codeAction", new { textDocument = new { uri }, range, context = new { diagnostics = Array.Empty<int>(), only = new[] { "quickfix" }, triggerKind = 2 } }, true),
            6 => ("workspace/executeCommand", new { command = "assistant.showRejected", arguments = Array.Empty<int>() }, true),
            7 => ("workspace/didChangeWatchedFiles", new { changes = new[] { new { uri, type = 2 } } }, false),
            8 => ("$/cancelRequest", new { id = lastId }, false),
            9 => ("workspace/didChangeConfiguration", new { settings = new { assistant = new { unknown = 1 } } }, false),
            _ => ("textDocument/hover", null, true),
        };
        var message = new JsonObject { ["jsonrpc"] = "2.0" };
        if (original.IsRequest)
            message["id"] = ++lastId;
        message["method"] = original.Method;
        if (original.Params is { } parameters)
            message["params"] = JsonSerializer.SerializeToNode(parameters);
        return message;
    }

    private void Mutate(JsonObject message)
    {
        if (random.Next(6) == 0)
        {
            message["method"] = Methods[random.Next(Methods.Length)];
            return;
        }

        var places = new List<(JsonNode Parent, string? Name, int Index)>();
        Collect(message, places);
        var (parent, name, index) = places[random.Next(places.Count)];
        var kind = random.Next(9);
        if (parent is JsonObject named)
        {
            if (kind == 0)
                named.Remove(name!);
            else
                named[name!] = Wrong();
        }
        else if (parent is JsonArray list)
        {
            if (kind == 0)
                list.Add(list[index]?.DeepClone());
            else
                list[index] = Wrong();
        }
    }

    private JsonNode? Wrong() => random.Next(12) switch
    {
        0 => null,
        1 => "@number@",
        2 => "@half@",
        3 => int.MaxValue,
        4 => -1,
        5 => true,
        6 => "",
        7 => -9223372036854775808,
        8 => "@deep@",
        9 => new JsonObject { ["@half@"] = new JsonArray((JsonNode?)null) },
        10 => new JsonArray(null, 1, "x"),
        _ => new StringBuilder().Insert(0, "\u0000/../", 50).ToString(),
    };

    private static void Collect(JsonNode node, List<(JsonNode Parent, string? Name, int Index)> places)
    {
        if (node is JsonObject named)
        {
            foreach (var (name, value) in named)
            {
                places.Add((node, name, 0));
                if (value is JsonObject or JsonArray)
                    Collect(value, places);
            }
        }
        else if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                places.Add((node, null, index));
                if (list[index] is JsonObject or JsonArray)
                    Collect(list[index]!, places);
            }
        }
    }

    private void Note(JsonObject message, bool isWhole)
    {
        if (message["id"] is not JsonValue value)
            return;
        var id = value.ToJsonString().Replace("\"@number@\"", "1e999", StringComparison.Ordinal);
        Sent[id] = Sent.GetValueOrDefault(id) + 1;
        var written = message.ToJsonString();
        // Nested too deep, a message is not understood at all.
        if (isWhole && value.GetValueKind() == JsonValueKind.Number && !written.Contains("@deep@", StringComparison.Ordinal) && !written.Contains("@half@\":", StringComparison.Ordinal)
            && message["params"] is null or JsonObject or JsonArray
            && message["method"] is JsonValue method && method.GetValueKind() == JsonValueKind.String)
            Asked.Add(id);
    }
}
