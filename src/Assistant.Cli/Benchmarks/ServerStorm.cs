using System.Text;
using Assistant.Protocol.Messages;
using Assistant.Protocol.Types;
using Assistant.Server.Messaging;
using Range = Assistant.Protocol.Types.Range;

namespace Assistant.Cli.Benchmarks;

/// <summary>
/// Changes of one document as fast as they can be sent, with requests among them, every other of which is taken back. What
/// is written is the text of an <c>#error</c>, and lines above it: the compiler says that text and its place, so at the end
/// every change can be seen in what is published.
/// </summary>
internal sealed class ServerStorm(BenchmarkContext context, ServerSession session)
{
    private const string Directive = "#error ";
    private const int ChangesPerRequest = 10;
    private const int LongestWord = 300;
    private const int MostLines = 50;
    private const string Letters = "abcdefghijklmnopqrstuvwxyzäöüßλж中文";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs one.</summary>
    /// <param name="document">An open document.</param>
    /// <param name="changes">How many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The time until everything was answered; whether every request got an answer and no change was lost.</returns>
    public async Task<(TimeSpan Taken, bool IsWhole)> RunAsync(ServerDocument document, int changes, CancellationToken cancellationToken)
    {
        var random = new Random(6);
        var word = new StringBuilder("a");
        var line = 0;
        await document.ChangeAsync(new Range(default, default), Directive + word + "\n", cancellationToken);
        var answers = new List<Task<Message.Response>>();
        var started = context.Time.GetTimestamp();
        for (var change = 1; change <= changes; change++)
        {
            line = await ChangeAsync(document, word, line, random, cancellationToken);
            if (change % ChangesPerRequest == 0)
                answers.Add(await AskAsync(document, line, isTakenBack: change / ChangesPerRequest % 2 == 0, cancellationToken));
        }

        answers.Add(await AskAsync(document, line, isTakenBack: false, cancellationToken));
        await Task.WhenAll(answers).WaitAsync(Patience, context.Time, cancellationToken);
        var taken = context.Time.GetElapsedTime(started);
        var found = await session.DiagnosticsAsync(document, Patience, cancellationToken);
        var isWhole = found?.Diagnostics.Any(diagnostic =>
            diagnostic.Code == "CS1029" && diagnostic.Range.Start.Line == line && diagnostic.Message.Contains($"'{word}'", StringComparison.Ordinal)) == true;
        return (taken, isWhole);
    }

    // A letter more or less in the word, or a line more or less above it.
    private static async Task<int> ChangeAsync(ServerDocument document, StringBuilder word, int line, Random random, CancellationToken cancellationToken)
    {
        if (random.Next(20) == 0)
        {
            var isMore = line == 0 || (line < MostLines && random.Next(2) == 0);
            await document.ChangeAsync(isMore ? default : new Range(default, new Position(1, 0)), isMore ? "\n" : "", cancellationToken);
            return isMore ? line + 1 : line - 1;
        }

        var isLonger = word.Length == 1 || (word.Length < LongestWord && random.Next(3) > 0);
        var at = random.Next(word.Length);
        var letter = isLonger ? Letters[random.Next(Letters.Length)].ToString() : "";
        if (isLonger)
            word.Insert(at, letter);
        else
            word.Remove(at, 1);
        var start = new Position(line, Directive.Length + at);
        await document.ChangeAsync(new Range(start, isLonger ? start : start with { Character = start.Character + 1 }), letter, cancellationToken);
        return line;
    }

    private async Task<Task<Message.Response>> AskAsync(ServerDocument document, int line, bool isTakenBack, CancellationToken cancellationToken)
    {
        var place = new Position(line, 0);
        var parameters = ServerSession.Asking(document.Uri, new Range(place, place), null);
        var (id, answer) = await session.Client.BeginAsync(Methods.CodeAction, parameters, ProtocolJson.Default.CodeActionParams, cancellationToken);
        if (isTakenBack)
            await session.Client.TakeBackAsync(id, cancellationToken);
        return answer;
    }
}
