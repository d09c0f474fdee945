using Assistant.Cli.Output;

namespace Assistant.Cli.Doctor;

/// <summary>Whether there is room for models.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="free">Bytes that can still be written in a folder.</param>
/// <param name="obstacle">Why nothing can be written in a folder; null when something can.</param>
internal sealed class DiskCheck(string folder, Func<string, long> free, Func<string, string?> obstacle) : ICheck
{
    // A model of 4B weights takes about three gigabytes, and as much again is left for everything else.
    private const long LeastBytes = 6_000_000_000;

    public string What => "disk";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (obstacle(folder) is { } why)
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Wrong(What, $"nothing can be written in {folder}, where models go ({why})", "make that folder yours to write, or set XDG_DATA_HOME to one that is")]);
        var bytes = free(folder);
        var words = $"{ByteText.Of(bytes)} are free for models in {folder}";
        return Task.FromResult<IReadOnlyList<Finding>>([bytes >= LeastBytes ? Finding.Good(What, words) : Finding.Warning(What, $"{words}; a small one takes 3 GB, a large one 20", "make room, or set XDG_DATA_HOME to a folder on another disk")]);
    }
}
