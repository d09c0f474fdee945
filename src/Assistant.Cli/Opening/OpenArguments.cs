using System.CommandLine;
using System.CommandLine.Parsing;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>The arguments that every command which opens a workspace takes.</summary>
internal sealed class OpenArguments
{
    private readonly Argument<string?> path = new("solution")
    {
        Description = "A .sln, .slnx, .slnf or .csproj file, or a folder with one; the current folder if left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> trust = new("--trust") { Description = "Trust this folder for this run: opening it runs its build files, analyzers and generators." };
    private readonly Option<bool> restore = new("--restore") { Description = "Restore packages first, and build generator projects that have not been built." };
    private readonly Option<string[]> properties = new("--property", "-p") { Description = "An MSBuild property, Name=Value; may be repeated." };

    private OpenArguments(Command command, bool withRestore)
    {
        command.Arguments.Add(path);
        command.Options.Add(trust);
        if (withRestore)
            command.Options.Add(restore);
        command.Options.Add(properties);
        path.Validators.Add(CheckPath);
        properties.Validators.Add(CheckProperties);
    }

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withRestore">Whether it can restore packages.</param>
    public static OpenArguments AddTo(Command command, bool withRestore = true) => new(command, withRestore);

    /// <summary>The settings of the user with what the command line says over them.</summary>
    public (Settings Settings, string? Problem) TryReadSettings(ParseResult parsed, string callerFolder)
    {
        var (settings, problem) = (new Settings(), (string?)null);
        try
        {
            settings = Settings.Read(new UserFolders(Environment.GetEnvironmentVariable));
        }
        catch (WorkspaceException wrong)
        {
            problem = wrong.Message;
        }

        settings = settings with
        {
            Solution = parsed.GetValue(path) is { } named ? Path.GetFullPath(Path.Combine(callerFolder, named)) : settings.Solution,
            Properties = settings.Properties.SetItems(Properties(parsed)),
            Trusted = parsed.GetValue(trust) ? true : null,
        };
        return (settings, problem);
    }

    /// <summary>What is to be opened: the command line's word, else that of the user's settings.</summary>
    public OpenRequest Read(ParseResult parsed, bool nullableAsErrors = false)
    {
        var settings = Settings.Read(new UserFolders(Environment.GetEnvironmentVariable));
        return new OpenRequest(
            parsed.GetValue(path) ?? settings.Solution ?? ".",
            parsed.GetValue(trust),
            parsed.GetValue(restore),
            settings.Properties.SetItems(Properties(parsed)),
            nullableAsErrors);
    }

    private IEnumerable<KeyValuePair<string, string>> Properties(ParseResult parsed) =>
        (parsed.GetValue(properties) ?? []).Select(property => property.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));

    // The parser takes what it does not know for the argument.
    private static void CheckPath(ArgumentResult result)
    {
        foreach (var word in result.Tokens.Select(token => token.Value).Where(value => value.StartsWith('-')))
            result.AddError($"'{word}' is no option of this command");
    }

    private void CheckProperties(OptionResult result)
    {
        foreach (var property in result.Tokens.Select(token => token.Value).Where(value => value.IndexOf('=', StringComparison.Ordinal) < 1))
            result.AddError($"--property takes Name=Value, not '{property}'");
    }
}
