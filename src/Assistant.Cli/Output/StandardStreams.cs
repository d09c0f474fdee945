#pragma warning disable RS0030 // The one place that holds the console: everything else writes through it.
using System.Text;
using Assistant.Platform;
using Assistant.Workspace;
using Spectre.Console;

namespace Assistant.Cli.Output;

/// <summary>
/// Standard output carries the answer, standard error progress and complaints. Whatever analyzers, generators and
/// providers print while they run in this process is sent to standard error, so that an answer stays readable to programs.
/// </summary>
internal sealed class StandardStreams
{
    // A terminal that claims less does not know its width.
    private const int NarrowestTerminal = 20;

    private static readonly char[] LineBreaks = ['\r', '\n'];

    private readonly TextWriter error;

    private StandardStreams(TextWriter output, TextWriter error, bool color, Func<string, string?> environment)
    {
        Output = output;
        this.error = error;
        Styled = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // Lines are the user's code: never wrapped by us.
        Styled.Profile.Width = int.MaxValue;
        CallerFolder = environment("INIT_CWD") is { Length: > 0 } folder ? folder : Environment.CurrentDirectory;
    }

    /// <summary>The answer, as plain text.</summary>
    public TextWriter Output { get; }

    /// <summary>For what a library writes about wrong use; ours goes through <see cref="Complain"/>.</summary>
    public TextWriter Error => error;

    /// <summary>The answer, with styles where the terminal has them.</summary>
    public IAnsiConsole Styled { get; }

    /// <summary>A console that shows nothing, where the answer is for a program.</summary>
    public static IAnsiConsole Nowhere { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>How wide the terminal is that shows the answer; null when none does.</summary>
    public static int? Columns => Console.IsOutputRedirected || Console.BufferWidth < NarrowestTerminal ? null : Console.BufferWidth;

    /// <summary>The folder that relative paths on the command line are relative to.</summary>
    public string CallerFolder { get; }

    /// <summary>Whether somebody can be asked.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Opens the process' streams and moves the console's standard output out of the way of others.</summary>
    public static StandardStreams Open(Func<string, string?> environment)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(StandardPipe.TryOpenOutput() ?? Console.OpenStandardOutput(), utf8, bufferSize: 1 << 14) { AutoFlush = true };
        var complaints = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var color = environment("NO_COLOR") is not { Length: > 0 } && (!Console.IsOutputRedirected || environment("FORCE_COLOR") is { Length: > 0 });
        Console.SetOut(Console.Error);
        return new StandardStreams(output, complaints, color, environment);
    }

    /// <summary>What an option names as its source of JSON lines: a file, or - for standard input.</summary>
    /// <param name="named">The name.</param>
    /// <param name="option">The option, for the message.</param>
    /// <exception cref="WorkspaceException">There is no such file.</exception>
    public Stream OpenLines(string named, string option)
    {
        if (named == "-")
            return Console.OpenStandardInput();
        var path = Path.Combine(CallerFolder, named);
        if (!Files.Exists(path))
            throw new WorkspaceException(Files.FolderExists(path)
                ? $"{path} is a folder: {option} takes a file of JSON lines, or - for standard input"
                : $"{path} does not exist: {option} takes a file of JSON lines, or - for standard input");
        return Files.OpenRead(path);
    }

    /// <summary>One line on standard error about why something is not done.</summary>
    public void Complain(string message) => error.WriteLine($"assistant: {OneLine(message)}");

    /// <summary>A line on standard error that is neither answer nor complaint.</summary>
    public void Note(string message) => error.WriteLine(OneLine(message));

    /// <summary>Progress on standard error: one line that rewrites itself on a terminal, plain lines otherwise.</summary>
    public ProgressLine StartProgress(TimeProvider time) => new(error, RewritesProgress, time);

    /// <summary>Whether a line of progress rewrites itself.</summary>
    public static bool RewritesProgress => !Console.IsErrorRedirected;

    /// <summary>Asks a question that is answered with y or n; anything but y is no.</summary>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await error.WriteAsync($"{VisibleText.Of(question)} [y/N] ".AsMemory(), cancellationToken);
        // The console reads without hearing of the token.
        var answer = await Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>The next line of standard input, after a prompt where somebody types; null at its end.</summary>
    public async Task<string?> ReadLineAsync(string prompt, CancellationToken cancellationToken)
    {
        if (IsInteractive)
            await error.WriteAsync(prompt.AsMemory(), cancellationToken);
        return await Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>Where an exception came from, on standard error.</summary>
    public void Trace(Exception failure)
    {
        foreach (var line in failure.ToString().Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries))
            error.WriteLine(VisibleText.Of(line));
    }

    private static string OneLine(string message) =>
        VisibleText.Of(string.Join(' ', message.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
}
