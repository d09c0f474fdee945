using System.Text;
using Assistant.ModelHost.Engine;
using Assistant.ModelHost.Native;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Generation;

/// <summary>The plainest way to generate: read the prompt in one step, take the likeliest token, compute it, and so on. No cache, no other streams.</summary>
internal static class ReferenceLoop
{
    /// <summary>Keys and values are kept in 16 bits, so what is computed in another order differs by about half of this (measured).</summary>
    private const float Tie = 5e-3f;

    /// <summary>A text is what the loop gives. Where two tokens are as likely but for rounding, it is chance which one comes: that is told, and no more is compared.</summary>
    public static void AssertSame(string path, string prompt, int count, string actual, ITestOutputHelper output)
    {
        var (text, leads) = Generate(path, prompt, count);
        Assert.NotEmpty(text);
        if (text == actual)
            return;
        var same = Encoding.UTF8.GetByteCount(text.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First).ToArray());
        var lead = leads.First(lead => lead.End > same).Lead;
        output.WriteLine($"a tie within {lead:E1} behind {same} bytes");
        Assert.True(lead < Tie, $"expected {text}\nbut was {actual}\nwhich differ behind {same} bytes, where the first token leads by {lead}");
    }

    /// <summary>The model's numbers behind a prompt of less than 512 tokens.</summary>
    public static float[] FirstLogits(string path, string prompt)
    {
        var engine = LlamaEngine.Start(Kit.TestHost.Library, _ => { });
        using var model = engine.Load(path, new LoadOptions(Repack: true), _ => { }, CancellationToken.None);
        using var context = model.CreateContext(new ContextOptions(4096, 1, 512));
        var tokens = model.Tokenizer.Tokenize(prompt);
        var batch = new TokenBatch();
        foreach (var token in tokens)
            batch.Add(token, batch.Count, 0, wantsLogits: batch.Count == tokens.Count - 1);
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch, 1));
        return context.Logits(batch.Count - 1).ToArray();
    }

    /// <summary>The text, and for each token how many bytes of the text end with it and how far the second likeliest was behind.</summary>
    public static (string Text, IReadOnlyList<(int End, float Lead)> Leads) Generate(string path, string prompt, int count)
    {
        var engine = LlamaEngine.Start(Kit.TestHost.Library, _ => { });
        using var model = engine.Load(path, new LoadOptions(Repack: true), _ => { }, CancellationToken.None);
        using var context = model.CreateContext(new ContextOptions(4096, 1, 512));
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
