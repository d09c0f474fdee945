namespace Assistant.Models.Found;

/// <summary>Why a file that was found cannot be taken over.</summary>
public enum LeftOutReason
{
    /// <summary>It turns pictures into what a model reads, and is no model.</summary>
    Projector,

    /// <summary>It is one of several parts of a model; llama.cpp can put them together (<c>llama-gguf-split --merge</c>).</summary>
    Part,

    /// <summary>It is in another format, or the weights are elsewhere.</summary>
    NotGguf,

    /// <summary>It cannot be read, or what describes it is damaged.</summary>
    Unreadable,
}
