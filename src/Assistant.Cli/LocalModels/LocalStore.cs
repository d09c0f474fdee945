using Assistant.Cli.Opening;
using Assistant.ModelHost.Gguf;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.LocalModels;

/// <summary>The user's store, as the verbs of <c>assistant models</c> use it.</summary>
internal static class LocalStore
{
    public static ModelStore Of(UserFolders folders) => new(new HostPlaces(folders).Models);

    /// <summary>The model that an argument names.</summary>
    /// <exception cref="ModelRefusedException">There is none.</exception>
    public static StoredModel Get(ModelStore store, string named)
    {
        // Who sees a file in the folder types its name.
        var text = named.EndsWith(ModelStore.Ending, StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(named) : named;
        if (ModelName.TryParse(text) is { } name && store.Find(name) is { } found)
            return found;
        var all = store.List();
        throw new ModelRefusedException(all.Count == 0
            ? $"there is no model '{named}', nor any other in {store.Folder}: assistant models recommend says which ones fit this machine"
            : $"there is no model '{named}': there are {string.Join(", ", all.Select(model => model.Name))}");
    }

    /// <summary>The look at a file that the host takes, too, before native code sees it.</summary>
    /// <exception cref="ModelRefusedException">The host would refuse it.</exception>
    public static void Check(Stream file)
    {
        try
        {
            GgufFile.Read(file, file.Length);
        }
        catch (GgufRejectedException failure)
        {
            throw new ModelRefusedException(failure.Message, failure);
        }
    }
}
