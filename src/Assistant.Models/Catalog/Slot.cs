namespace Assistant.Models.Catalog;

/// <summary>What a model is used for.</summary>
public enum Slot
{
    /// <summary>Small edits: null checks, typos.</summary>
    Small,

    /// <summary>Harder edits, and conversation.</summary>
    Large,

    /// <summary>Text at the caret, while typing.</summary>
    Inline,
}
