using System.Text.Json;

namespace Assistant.Server.Engine;

/// <summary>Hears a notification that changes what is known: alone, in the order of arrival, on the loop.</summary>
internal interface IMutatingHandler
{
    /// <summary>The notification.</summary>
    public string Method { get; }

    /// <summary>What is known afterwards; parameters that are not right change nothing.</summary>
    public EngineState Apply(EngineState state, JsonElement parameters);
}
