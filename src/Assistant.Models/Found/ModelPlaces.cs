namespace Assistant.Models.Found;

/// <summary>Where other programs keep their models, by what each of them documents.</summary>
public static class ModelPlaces
{
    private const string LmStudio = "LM Studio";
    private const string LlamaCpp = "llama.cpp";

    /// <summary>All places, each once.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <param name="home">The user's home.</param>
    public static IReadOnlyList<ModelPlace> Of(Func<string, string?> environment, string home)
    {
        IEnumerable<ModelPlace> all =
        [
            .. Places(OllamaModels.Program, OllamaModels.In, environment("OLLAMA_MODELS"), Path.Combine(home, ".ollama", "models"), OperatingSystem.IsLinux() ? "/usr/share/ollama/.ollama/models" : null),
            .. Places(LmStudio, folder => ModelFolder.In(folder, LmStudio), Path.Combine(home, ".lmstudio", "models"), Path.Combine(home, ".cache", "lm-studio", "models")),
            .. Places(HuggingFaceModels.Program, HuggingFaceModels.In, environment("HF_HUB_CACHE"), Below(environment("HF_HOME"), "hub"), Below(environment("XDG_CACHE_HOME"), "huggingface/hub"), Path.Combine(home, ".cache", "huggingface", "hub")),
            .. Places(LlamaCpp, folder => ModelFolder.In(folder, LlamaCpp), environment("LLAMA_CACHE"), LlamaCache(environment, home)),
        ];
        return [.. all.DistinctBy(place => place.Folder)];
    }

    private static IEnumerable<ModelPlace> Places(string program, Func<string, IEnumerable<Sighting>> look, params IEnumerable<string?> folders) =>
        // A relative one is relative to a folder that is not known here.
        folders.Where(folder => folder is not null && Path.IsPathFullyQualified(folder)).Select(folder => new ModelPlace(program, Path.TrimEndingDirectorySeparator(folder!), look));

    private static string? LlamaCache(Func<string, string?> environment, string home) =>
        OperatingSystem.IsWindows() ? Below(environment("LOCALAPPDATA"), LlamaCpp)
        : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches", LlamaCpp)
        : Below(environment("XDG_CACHE_HOME"), LlamaCpp) ?? Path.Combine(home, ".cache", LlamaCpp);

    private static string? Below(string? folder, string name) => string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, name);
}
