namespace Assistant.Models.Store;

/// <summary>Whether a model of the store can be used.</summary>
public enum ModelState
{
    /// <summary>It is the file whose digest was computed.</summary>
    Pinned,

    /// <summary>It stands in the folder, and nobody said that it may be used.</summary>
    Unpinned,

    /// <summary>It was written, moved or touched since: its digest is computed anew before it is used.</summary>
    Touched,

    /// <summary>Its file is gone.</summary>
    Missing,
}
