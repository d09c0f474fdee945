using System.Collections.Immutable;
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
            result = await ChildProcess.RunAsync(sdk.DotnetExecutable, all, folder, environment.ChangesFor(sdk), timeLimit, null, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new WorkspaceException(exception.Message);
        }

        if (result.TimedOut)
            throw new WorkspaceException($"`dotnet {arguments[0]}` ran longer than {timeLimit.TotalSeconds:0} seconds and was ended: run `dotnet build` once to see what takes so long");
        return result;
    }

    /// <summary>Properties as command line switches. Quotes keep a semicolon in a value from ending it.</summary>
    public static IEnumerable<string> Switches(IEnumerable<KeyValuePair<string, string>> properties) =>
        properties.OrderBy(property => property.Key, StringComparer.OrdinalIgnoreCase)
            .Select(property => property.Value.AsSpan().ContainsAny(';', ',')
                ? $"-p:{property.Key}=\"{property.Value}\""
                : $"-p:{property.Key}={property.Value}");
}
