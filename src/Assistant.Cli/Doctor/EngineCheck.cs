using System.Runtime.CompilerServices;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>Whether the Roslyn of the SDK can be loaded, which is what the server's engine begins with.</summary>
internal sealed class EngineCheck(Workplace workplace) : ICheck
{
    public string What => "engine";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>(workplace.Sdk is { } sdk ? [Look(sdk)] : []);

    private Finding Look(Sdk sdk)
    {
        try
        {
            return Finding.Good(What, $"Roslyn {VersionOf(sdk)} of that SDK");
        }
        catch (Exception failure) when (failure is WorkspaceException or IOException or BadImageFormatException or TypeLoadException)
        {
            return Finding.Wrong(What, failure.Message, "install the .NET SDK again, from https://dot.net/download");
        }
    }

    // Apart: what mentions Roslyn is compiled only when it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string VersionOf(Sdk sdk) => SdkRoslyn.Load(sdk).FeatureAssemblies[0].GetName().Version?.ToString(3) ?? "";
}
