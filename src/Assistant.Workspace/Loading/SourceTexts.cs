using System.Collections.Concurrent;
using System.Text;
using Assistant.Platform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Workspace.Loading;

/// <summary>
/// Reads source text as the compiler does: byte order mark, else strict UTF-8, else the project's or the system's code page.
/// It reads at once, not on demand: a snapshot must not change with the disk, and a file that cannot be read must be known.
/// A file of several projects and frameworks is held once.
/// </summary>
internal sealed class SourceTexts
{
    private readonly ConcurrentDictionary<(string Path, string Encoding, SourceHashAlgorithm Checksum), Lazy<Task<TextAndVersion>>> texts = new();

    /// <summary>The text of a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="encoding">The <c>/codepage</c> of the project, or null.</param>
    /// <param name="checksum">The <c>/checksumalgorithm</c> of the project.</param>
    /// <exception cref="IOException">The file is missing, not readable or too large.</exception>
    public Task<TextAndVersion> ReadAsync(string path, Encoding? encoding, SourceHashAlgorithm checksum) =>
        texts.GetOrAdd(
            (path, encoding?.WebName ?? "", checksum),
            static (key, encoding) => new Lazy<Task<TextAndVersion>>(() => ReadOneAsync(key.Path, encoding, key.Checksum)),
            encoding).Value;

    private static async Task<TextAndVersion> ReadOneAsync(string path, Encoding? encoding, SourceHashAlgorithm checksum)
    {
        try
        {
            return await new FileTextLoader(path, encoding).LoadTextAndVersionAsync(new LoadTextOptions(checksum), CancellationToken.None);
        }
        catch (Exception exception) when (exception is InvalidDataException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
        catch (IOException exception) when (!Files.Exists(path))
        {
            throw new IOException($"{path} is missing", exception);
        }
    }
}
