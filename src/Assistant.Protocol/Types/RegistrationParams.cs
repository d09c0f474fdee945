namespace Assistant.Protocol.Types;

/// <summary><c>client/registerCapability</c>, for the watching of files.</summary>
/// <param name="Registrations">What is asked for.</param>
public sealed record RegistrationParams(IReadOnlyList<RegistrationParams.Registration> Registrations)
{
    /// <param name="Id">What it is known by.</param>
    /// <param name="Method">What the server wants to hear.</param>
    /// <param name="RegisterOptions">Of what.</param>
    public sealed record Registration(string Id, string Method, WatchOptions RegisterOptions);

    /// <param name="Watchers">Patterns of files.</param>
    public sealed record WatchOptions(IReadOnlyList<Watcher> Watchers);

    /// <param name="GlobPattern">Such as <c>**/*.cs</c>.</param>
    public sealed record Watcher(string GlobPattern);
}
