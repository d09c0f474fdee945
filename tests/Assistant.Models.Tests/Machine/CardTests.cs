using Assistant.Models.Advice;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Machine;

/// <summary>What is known of processors and graphics cards by their names.</summary>
public sealed class CardTests
{
    [Theory]
    [InlineData("NVIDIA GeForce RTX 4070", "RTX 4070")]
    [InlineData("NVIDIA GeForce RTX 4070 Ti", "RTX 4070 Ti")]
    [InlineData("NVIDIA GeForce RTX 4070 Ti SUPER", "RTX 4070 Ti SUPER")]
    [InlineData("Radeon RX 7900 XTX", "RX 7900 XTX")]
    [InlineData("NVIDIA GeForce RTX 4070 Laptop GPU", null)]
    [InlineData("NVIDIA RTX 3080 Max-Q", null)]
    [InlineData("NVIDIA RTX 4000 Ada Generation", null)]
    [InlineData("AMD graphics card", null)]
    public void A_card_is_known_by_its_whole_name(string name, string? known) => Assert.Equal(known, KnownCard.Find(name)?.Name);

    [Theory]
    // The two published figures that the law was taken from: 30B-A3B on an RTX 4090, a 4B model on an RTX 3090.
    [InlineData("RTX 4090", 2.73e9, 0.31e9, 196)]
    [InlineData("RTX 3090", 3.63e9, 0.39e9, 145)]
    public void On_a_card_published_figures_are_met(string card, double layers, double output, double published) =>
        Assert.InRange(KnownCard.Find(card)!.Predict(ModelWork.Measured(layers, output, isMixture: false)).Rate / published, 0.85, 1.15);

    [Theory]
    [InlineData("processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel\t\t: 17\nmodel name\t: AMD EPYC 9354P\nmodel name\t: AMD EPYC 9354P", "AMD EPYC 9354P")]
    [InlineData("processor\t: 0\nBogoMIPS\t: 50.00\nCPU part\t: 0xd0c", null)]
    [InlineData("model name\t: \n", null)]
    [InlineData("", null)]
    public void A_processor_has_the_name_that_Linux_gives_it(string said, string? name) => Assert.Equal(name, Processor.NameIn(said.Split('\n')));
}
