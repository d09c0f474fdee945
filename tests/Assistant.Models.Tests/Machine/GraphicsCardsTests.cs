using Assistant.Models.Machine;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Machine;

public sealed class GraphicsCardsTests
{
    [Fact]
    public void NVIDIAs_tool_says_a_name_and_MiB_on_each_line()
    {
        const string printed = "NVIDIA GeForce RTX 4090, 24564\r\nNVIDIA GB10, [N/A]\nCard, with a comma, 1024\n\nno card\n";
        Assert.Equal(
            [("NVIDIA GeForce RTX 4090", 24564L << 20), ("NVIDIA GB10", 0), ("Card, with a comma", 1024L << 20)],
            GraphicsCards.OfNvidia(printed).Select(card => (card.Name, card.Bytes)));
        Assert.Empty(GraphicsCards.OfNvidia(""));
        Assert.Empty(GraphicsCards.OfNvidia("NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.\n"));
    }

    [Fact]
    public void The_kernel_says_what_AMDs_cards_are()
    {
        using var folder = TempFolder.Create("drm-");
        void Card(string name, params (string File, string Text)[] files)
        {
            foreach (var (file, text) in files)
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, name, "device"));
                File.WriteAllText(Path.Combine(folder.Path, name, "device", file), text);
            }
        }

        Card("card0", ("vendor", "0x1002\n"), ("mem_info_vram_total", "17163091968\n"));
        Card("card1", ("vendor", "0x10de\n"));
        Card("card2", ("vendor", "0x1002\n"), ("product_name", "Radeon PRO W7900\n"), ("mem_info_vram_total", "much\n"));
        Card("card0-DP-1", ("vendor", "0x1002\n"));
        Card("renderD128", ("vendor", "0x1002\n"));
        Assert.Equal([("AMD", 17163091968L), ("Radeon PRO W7900", 0)], GraphicsCards.OfAmd(folder.Path).Select(card => (card.Name, card.Bytes)));
        Assert.Empty(GraphicsCards.OfAmd(Path.Combine(folder.Path, "nowhere")));
    }
}
