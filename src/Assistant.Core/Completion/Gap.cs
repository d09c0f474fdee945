namespace Assistant.Core.Completion;

/// <summary>What stands between two tokens.</summary>
internal enum Gap : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A space, or more.</summary>
    Space,

    /// <summary>The end of a line.</summary>
    Line,
}
