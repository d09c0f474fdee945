namespace Assistant.Workspace;

/// <summary>
/// A workspace whose code the user allows to run: MSBuild's evaluation, its tasks, analyzers and generators. The value is the
/// proof; everything that runs code of a folder asks for one, and only the user's own word makes one.
/// </summary>
public sealed class TrustedWorkspace
{
    internal TrustedWorkspace(WorkspaceTarget target) => Target = target;

    /// <summary>What may be opened.</summary>
    public WorkspaceTarget Target { get; }

    /// <summary>A proof from the user's earlier word, or null when there is none.</summary>
    public static TrustedWorkspace? TryCreate(WorkspaceTarget target, TrustStore store) =>
        store.IsTrusted(target.Root) ? new TrustedWorkspace(target) : null;

    /// <summary>A proof from the user's word given now: a flag typed, a button pressed. Nothing in the folder may lead here.</summary>
    public static TrustedWorkspace GrantedByUser(WorkspaceTarget target) => new(target);
}
