using System.Text;
using Assistant.ModelHost.Tests.Endpoint;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Client;

/// <summary>A server that never comes to an end. Alone, since the memory of the whole process is looked at.</summary>
[Collection(AloneCollection.Name)]
public sealed class EndlessAnswerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("text", "data: {\"choices\":[{\"text\":\"", "16 Mi characters", true)]
    [InlineData("comments", ": loading 0.10 ", "64 MiB", false)]
    [InlineData("lines that are nothing", "event: ", "64 MiB", false)]
    public async Task An_endless_answer_ends(string what, string start, string words, bool isText)
    {
        var line = Encoding.UTF8.GetBytes(start + new string('a', 32 << 10) + (isText ? "\"}]}\n\n" : "\n\n"));
        using var server = new EvilServer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(EvilServerTests.Head), cancellationToken);
            while (true)
                await stream.WriteAsync(line, cancellationToken);
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (said, took) = await EvilServerTests.FailAsync(server);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{what}: {took.TotalMilliseconds:0} ms, {kept:N0} bytes kept");
        Assert.Contains(words, said.Message, StringComparison.Ordinal);
        Assert.InRange(kept, long.MinValue, 16 << 20);
    }
}
