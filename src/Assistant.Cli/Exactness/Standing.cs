namespace Assistant.Cli.Exactness;

/// <summary>What a comparison stands on, and who the reference is.</summary>
internal enum Standing
{
    /// <summary>A change of the text on disk, compared with <c>csc</c>.</summary>
    Clean,

    /// <summary>A change of a text into which errors were put before, or which had some already, compared with <c>csc</c>.</summary>
    Dirty,

    /// <summary>A change that was searched for because no random one was decided at its step that way.</summary>
    Sought,

    /// <summary>A change of the text on disk, compared with <c>dotnet build</c>.</summary>
    Build,
}
