namespace Assistant.Models.Endpoints;

/// <summary>What a server can do now.</summary>
public enum LocalServerState
{
    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It is loading a model.</summary>
    Loading,

    /// <summary>It asks for a key.</summary>
    Locked,
}
