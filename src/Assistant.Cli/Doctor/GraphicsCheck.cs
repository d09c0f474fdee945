using Assistant.Cli.Output;
using Assistant.Models.Machine;
using Assistant.Platform;

namespace Assistant.Cli.Doctor;

/// <summary>Whether there is a graphics card, and the library for it.</summary>
/// <param name="read">Reads which cards there are.</param>
/// <param name="library">Folder of the library that the host takes.</param>
internal sealed class GraphicsCheck(Func<CancellationToken, Task<IReadOnlyList<GraphicsCard>>> read, string library) : ICheck
{
    // Less holds no model of use beside what is on the screen.
    private const long LeastBytes = 4_000_000_000;

    public string What => "graphics";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var cards = await read(cancellationToken);
        return cards.Count == 0 ? [Finding.Good(What, "no card was found: models compute on the processor")] : [.. cards.GroupBy(card => card.Maker).Select(Of)];
    }

    private Finding Of(IGrouping<GraphicsMaker, GraphicsCard> cards)
    {
        var words = string.Join(", ", cards.Select(card => card.Bytes > 0 ? $"{card.Name} with {ByteText.Of(card.Bytes)}" : card.Name));
        var wanted = cards.Key switch
        {
            GraphicsMaker.Nvidia => "cuda",
            GraphicsMaker.Amd => "vulkan",
            _ => "metal",
        };
        if (Files.InFolder(library, "*ggml-*").Any(path => Path.GetFileName(path) is var name && (name.Contains(wanted, StringComparison.Ordinal) || name.Contains("vulkan", StringComparison.Ordinal))))
            return Finding.Good(What, $"{words}: the library in {library} is for it");
        return cards.All(card => card.Bytes is > 0 and < LeastBytes)
            ? Finding.Good(What, $"{words}: too little for models, which compute on the processor")
            : Finding.Warning(What, $"{words}: the library in {library} computes on the processor", $"npm run library -- {wanted} in a clone, then: assistant host --library <the folder that it prints>");
    }
}
