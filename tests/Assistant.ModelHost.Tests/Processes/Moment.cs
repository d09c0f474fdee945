namespace Assistant.ModelHost.Tests.Processes;

/// <summary>When a host goes.</summary>
public enum Moment
{
    /// <summary>Before it begins to load the model.</summary>
    BeforeLoad,

    /// <summary>While it loads the model.</summary>
    Loading,

    /// <summary>While it reads the prompt.</summary>
    Prompt,

    /// <summary>With the first token.</summary>
    FirstToken,

    /// <summary>Some tokens later.</summary>
    MidStream,

    /// <summary>After the last token, before it says that this was the last.</summary>
    LastToken,
}
