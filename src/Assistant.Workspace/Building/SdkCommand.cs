using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Assistant.Platform;

namespace Assistant.Workspace.Building;

/// <summary>
/// Runs MSBuild of exactly one SDK. The command's entry point is named by path, so that neither <c>PATH</c> nor a
/// <c>global.json</c> nearby chooses another one.
/// </summary>
internal sealed class SdkCommand(Sdk sdk, BuildEnvironment environment, TimeSpan timeLimit)
{
    /// <summary>How many times MSBuild was started.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs <c>dotnet &lt;arguments&gt;</c> in a folder.</summary>
    /// <exception cref="WorkspaceException">It could not be started or ran past the time limit.</exception>
    public async Task<ChildResult> RunAsync(IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        Runs++;
        ImmutableArray<string> all = ["exec", Path.Combine(sdk.Folder, "dotnet.dll"), .. arguments];
        ChildResult result;
        try
        {
            result = await ChildProcess.RunAsync(sdk.DotnetExecutable, all, folder, environment.ChangesFor(sdk), timeLimit, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new WorkspaceException(exception.Message);
        }

        if (result.TimedOut)
            throw new WorkspaceException($"`dotnet {arguments[0]}` did not answer within {Words(timeLimit)} and was ended{LastProject(result.Output)}: "
                + $"run `dotnet build` once to see what takes so long, or allow more with the environment variable {BuildEnvironment.TimeLimitVariable}");
        return result;
    }

    /// <summary>Properties as command line switches. Quotes keep a semicolon in a value from ending it.</summary>
    public static IEnumerable<string> Switches(IEnumerable<KeyValuePair<string, string>> properties) =>
        properties.OrderBy(property => property.Key, StringComparer.OrdinalIgnoreCase)
            .Select(property => property.Value.AsSpan().ContainsAny(';', ',')
                ? $"-p:{property.Key}=\"{property.Value}\""
                : $"-p:{property.Key}={property.Value}");

    /// <summary>
    /// A property whose value is a path, as a switch. A comma or semicolon would end it and a dollar sign begin another; quotes
    /// would not do, since the separator at the end of a folder's path escapes the closing one on Windows.
    /// </summary>
    public static string PathSwitch(string name, string path) => $"-p:{name}={Escaped(path)}";

    /// <summary>A path as MSBuild takes it literally.</summary>
    public static string Escaped(string path)
    {
        var text = new StringBuilder();
        foreach (var character in path)
        {
            if (character is '%' or '*' or '?' or '@' or '$' or '(' or ')' or ';' or ',' or '\'' or '"')
                text.Append('%').Append(((int)character).ToString("x2", CultureInfo.InvariantCulture));
            else
                text.Append(character);
        }

        return text.ToString();
    }

    private static string Words(TimeSpan time) =>
        time >= TimeSpan.FromMinutes(2) ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalSeconds:0} seconds";

    // A warning or error ends with the project it is of, in brackets.
    private static string LastProject(string output)
    {
        const string End = ".csproj]";
        var end = output.LastIndexOf(End, StringComparison.Ordinal);
        var start = end < 0 ? -1 : output.LastIndexOf('[', end);
        return start < 0 ? "" : $" (the last project it spoke of is {Path.GetFileName(output[(start + 1)..(end + End.Length - 1)])})";
    }
}
