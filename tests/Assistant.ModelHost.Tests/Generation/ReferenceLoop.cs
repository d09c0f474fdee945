using System.Text;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Native;
using Xunit;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>The plainest way to generate: read the prompt in one step, take the likeliest token, compute it, and so on. No cache, no other streams.</summary>
internal static class ReferenceLoop
{
    /// <summary>The text, and for each token how many bytes of the text end with it and how far the second likeliest was behind.</summary>
    public static (string Text, IReadOnlyList<(int End, float Lead)> Leads) Generate(string path, string prompt, int count)
    {
        var engine = LlamaEngine.Start(Kit.TestHost.Library, _ => { });
        using var model = engine.Load(path, new LoadOptions(Repack: true), _ => { }, CancellationToken.None);
        using var context = model.CreateContext(new ContextOptions(2048, 1, 512));
        var tokens = model.Tokenizer.Tokenize(prompt);
        var bytes = new List<byte>();
        var leads = new List<(int, float)>();
        var batch = new TokenBatch();
        var position = 0;
        foreach (var chunk in tokens.Chunk(512))
        {
            batch.Clear();
            foreach (var token in chunk)
                batch.Add(token, position++, 0, wantsLogits: position == tokens.Count);
            Assert.Equal(DecodeOutcome.Done, context.Decode(batch, 1));
        }

        for (var made = 0; made < count; made++)
        {
            var row = context.Logits(batch.Count - 1);
            var best = 0;
            for (var token = 1; token < row.Length; token++)
                best = row[token] > row[best] ? token : best;
            var second = Enumerable.Range(0, row.Length).Where(token => token != best).Max(row.ToArray().ElementAt);
            if (model.Tokenizer.IsEnd(best))
                break;
            bytes.AddRange(model.Tokenizer.Bytes(best));
            leads.Add((bytes.Count, row[best] - second));
            batch.Clear();
            batch.Add(best, position++, 0, wantsLogits: true);
            Assert.Equal(DecodeOutcome.Done, context.Decode(batch, 1));
        }

        return (Encoding.UTF8.GetString([.. bytes]), leads);
    }
}
