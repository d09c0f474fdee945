using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Assistant.Models.Catalog;
using Assistant.Models.Store;

namespace Assistant.Cli.LocalModels;

/// <summary>What a bundle says of itself.</summary>
internal static class BundleText
{
    /// <summary>The platform it is for: that of the library in it.</summary>
    public static string Platform { get; } = RuntimeInformation.RuntimeIdentifier;

    public static string ReadMe(IReadOnlyList<StoredModel> models, ModelCatalog catalog)
    {
        var text = new StringBuilder();
        text.Append($"""
            Assistant {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)} for {Platform}, with its models, for a machine without network.
            That machine needs the .NET SDK 10 or later, and nothing else.

            Put this folder where it shall stay, since the models are used from where they lie, and type in it:

                sha256sum -c SHA256SUMS
                dotnet assistant/assistant.dll models import models
                dotnet assistant/assistant.dll doctor

            assistant/    the language server, the command line and llama.cpp
            models/       the weights
            SHA256SUMS    the digests of all files; the second line above checks those of the models, too

            Models:

            """);
        foreach (var model in models)
        {
            var licence = catalog.Of(model)?.Model.Licence;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    {model.Name}  {Output.ByteText.Of(model.Length)}, licence: {licence ?? "not known here, read it before you pass the file on"}\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
