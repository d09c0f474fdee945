using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Doctor;

/// <summary>
/// What would be opened, and with which SDK. Names are looked at and nothing of the folder is run or evaluated; the SDK that its
/// <c>global.json</c> asks for is looked up only where the folder is trusted.
/// </summary>
internal sealed class Workplace
{
    private readonly Lazy<(WorkspaceTarget? Target, string Problem)> target;
    private readonly Lazy<(Sdk? Sdk, string Problem)> sdk;
    private readonly TrustStore trust;

    /// <summary>Looks at nothing yet.</summary>
    /// <param name="path">Full path of what the user named, or of the folder they are in.</param>
    /// <param name="folders">Where their trust is kept.</param>
    public Workplace(string path, UserFolders folders)
    {
        Path = path;
        trust = new TrustStore(folders);
        target = new(() => Try(() => WorkspaceTarget.Find(path)));
        sdk = new(() => Try(() => Target is { } found && TrustedWorkspace.TryCreate(found, trust) is { } trusted ? SdkResolver.Resolve(trusted) : SdkResolver.Newest()));
    }

    /// <summary>What was named.</summary>
    public string Path { get; }

    /// <summary>What would be opened; null when nothing would.</summary>
    public WorkspaceTarget? Target => target.Value.Target;

    /// <summary>Why nothing would be opened.</summary>
    public string TargetProblem => target.Value.Problem;

    /// <summary>Whether its code may run.</summary>
    public bool IsTrusted => Target is { } found && trust.IsTrusted(found.Root);

    /// <summary>The SDK; null when there is none that fits.</summary>
    public Sdk? Sdk => sdk.Value.Sdk;

    /// <summary>Why there is no SDK.</summary>
    public string SdkProblem => sdk.Value.Problem;

    /// <summary>Whether a <c>global.json</c> may ask for another SDK, and is not asked before the folder is trusted.</summary>
    public bool IsSdkPreliminary
    {
        get
        {
            if (Target is null || IsTrusted)
                return false;
            for (var folder = Target.Root; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            {
                if (Files.Exists(System.IO.Path.Combine(folder, "global.json")))
                    return true;
            }

            return false;
        }
    }

    private static (T? Value, string Problem) Try<T>(Func<T> find)
        where T : class
    {
        try
        {
            return (find(), "");
        }
        catch (Exception failure) when (failure is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            return (null, failure.Message);
        }
    }
}
