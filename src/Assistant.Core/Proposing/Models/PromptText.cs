using System.Text;

namespace Assistant.Core.Proposing.Models;

/// <summary>The texts of prompts, which are files with places in braces.</summary>
internal static class PromptText
{
    /// <summary>Puts values into the places of a text, in one go: what is put in may hold braces itself.</summary>
    public static string Filled(string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var written = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            var name = end < 0 ? null : text[(at + 1)..end];
            var isKnown = false;
            foreach (var (known, value) in values)
            {
                if (known == name)
                {
                    written.Append(value);
                    isKnown = true;
                }
            }

            if (!isKnown)
                written.Append(text[at]);
            at = isKnown ? end + 1 : at + 1;
        }

        return written.ToString().Trim();
    }

    /// <summary>The text of a file in one of the folders of prompts.</summary>
    public static string Named(string name)
    {
        using var reader = new StreamReader(typeof(PromptText).Assembly.GetManifestResourceStream($"{typeof(PromptText).Namespace}.{name}.txt")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
