using System.Text;
using Assistant.Core.Edits;
using Assistant.Platform;

namespace Assistant.Cli.Exactness;

/// <summary>Edits on files of this program's own copies, without the compiler's help: the reference must not share the code it is to judge.</summary>
internal static class TextEdits
{
    /// <summary>A file's bytes with an edit.</summary>
    public static byte[] Apply(byte[] bytes, ReplaceText edit)
    {
        var mark = Encoding.UTF8.GetPreamble();
        var hasMark = bytes.AsSpan().StartsWith(mark);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(hasMark ? mark.Length : 0));
        var changed = Encoding.UTF8.GetBytes(text.Remove(edit.Start, edit.Length).Insert(edit.Start, edit.NewText));
        return hasMark ? [.. mark, .. changed] : changed;
    }

    /// <summary>Changes a file.</summary>
    public static async Task ApplyAsync(string path, ReplaceText edit, CancellationToken cancellationToken) =>
        await AtomicFile.WriteAsync(path, Apply(await Files.ReadAllBytesAsync(path, cancellationToken), edit), cancellationToken);
}
