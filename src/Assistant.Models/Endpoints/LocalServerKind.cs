namespace Assistant.Models.Endpoints;

/// <summary>Which program a server is, by its own answers.</summary>
public enum LocalServerKind
{
    /// <summary>Another one that speaks OpenAI's interface.</summary>
    Other,

    /// <summary>llama.cpp's <c>llama-server</c>.</summary>
    LlamaServer,

    /// <summary>Ollama.</summary>
    Ollama,

    /// <summary>LM Studio.</summary>
    LmStudio,

    /// <summary>vLLM.</summary>
    Vllm,
}
