using Assistant.Core.Chat;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Tests.Kit;
using Assistant.Tests.Proposing.Models;
using Microsoft.CodeAnalysis;

namespace Assistant.Tests.Chat;

/// <summary>A small solution that is asked about, and what comes of an answer in one line.</summary>
internal static class ChatScene
{
    public const string Shop = """
        === A/Order.cs
        namespace Shop;

        public class Order
        {
            private readonly int[] lines = [1, 2];

            public int Total()
            {
                return lines.Length;
            }
        }
        === A/Customer.cs
        namespace Shop;

        public class Customer
        {
            public Order Last { get; set; } = new();
        }
        """;

    public const string Right = "```csharp A/Order.cs\npublic class Order\n{\n    public int Total()\n    {\n        return lines.Length + 1;\n    }\n}\n```\n";
    public const string Wrong = "```csharp A/Order.cs\npublic class Order\n{\n    public int Total()\n    {\n        return lines.Joined();\n    }\n}\n```\n";

    /// <summary>The solution with its texts loaded.</summary>
    public static async Task<Verifier> OpenAsync(string text = Shop)
    {
        var snapshot = TestSolution.Open(text);
        foreach (var document in snapshot.Solution.Projects.SelectMany(project => project.Documents))
            await document.GetTextAsync();
        return new Verifier(snapshot);
    }

    /// <summary>A document of it.</summary>
    public static Document DocumentOf(Verifier verifier, string path) =>
        verifier.Snapshot.Solution.GetDocument(verifier.Snapshot.Solution.GetDocumentIdsWithFilePath(TestSolution.FullPath(path))[0])!;

    /// <summary>A question about the file of the order.</summary>
    public static ChatQuestion About(Verifier verifier, string text) => new(text, [new ChatSubject.WholeFile(DocumentOf(verifier, "A/Order.cs"), "Order.cs")], []);

    public static Conversation With(params ReadOnlySpan<ITextModel> models)
    {
        var tiers = new List<ModelTier>();
        foreach (var model in models)
            tiers.Add(new ModelTier(model, 900, 4));
        return new Conversation([.. tiers]);
    }

    /// <summary>All that comes of a question about the order.</summary>
    public static async Task<List<ChatPiece>> AskAsync(string question, params ScriptedModel[] models)
    {
        var verifier = await OpenAsync();
        var pieces = new List<ChatPiece>();
        await foreach (var piece in With(models).AnswerAsync(About(verifier, question), verifier, "", CancellationToken.None))
            pieces.Add(piece);
        return pieces;
    }

    /// <summary>Pieces in one line: prose whole, what is done by its first word.</summary>
    public static string Told(IEnumerable<ChatPiece> pieces) => string.Join("; ", pieces.Aggregate(new List<string>(), (lines, piece) =>
    {
        if (piece is ChatPiece.Prose prose && lines is [.., ['"', ..] last])
            lines[^1] = $"{last[..^1]}{prose.Text.Trim('\n')}\"";
        else
            lines.Add(Line(piece));
        return lines;
    }));

    private static string Line(ChatPiece piece) => piece switch
    {
        ChatPiece.Asked asked => $"{asked.Tier}: {asked.Reason}",
        ChatPiece.Prose prose => $"\"{prose.Text.Trim('\n')}\"",
        ChatPiece.Doing doing => doing.Message.Split(' ')[0],
        ChatPiece.Block { Judged: var judged } => Line(judged),
        ChatPiece.Ended ended => $"{ended.Outcome}{(ended.Message is { } message ? $": {message}" : "")}",
        _ => throw new InvalidOperationException("another piece"),
    };

    private static string Line(JudgedBlock judged) => judged.Verdict switch
    {
        VerdictKind.Accepted => $"#{judged.Id} {judged.Title}{(judged.Together.IsEmpty ? "" : $" with #{string.Join(" #", judged.Together)}")}",
        VerdictKind.Rejected => $"#{judged.Id} rejected {string.Join('+', judged.NewDiagnostics.Select(found => found.Id).Concat(judged.Silencing.Select(found => found.Rule)))}",
        _ => $"#{judged.Id} fragment: {judged.Reason}",
    };
}
