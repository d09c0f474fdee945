using Assistant.Models.Catalog;
using Assistant.Models.Store;
using Assistant.ModelHost.Gguf;
using Xunit;

namespace Assistant.Models.Tests.Catalog;

/// <summary>What every entry of the catalog must be, and what it may not be.</summary>
public sealed class CatalogTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Load();

    public static TheoryData<string> Names => [.. Catalog.Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_is_a_model_that_the_host_can_load_and_somebody_can_get(string name)
    {
        var model = Catalog.Models.Single(model => model.Name == name);
        Assert.True(Architectures.IsKnown(model.Architecture), $"{model.Architecture} is not loaded");
        Assert.InRange(model.ActiveParameters, 1, model.Parameters);
        Assert.InRange(model.Context, 4096, 1 << 20);
        Assert.NotEmpty(model.Slots);
        // A gap needs a format, and so does a conversation.
        Assert.Equal(model.Slots.Contains(Slot.Inline), model.Fill is not null);
        Assert.Equal(model.Slots.Contains(Slot.Small) || model.Slots.Contains(Slot.Large), model.Template is not null);
        Assert.NotEmpty(model.Files);
        Assert.All(model.Files, file =>
        {
            Assert.Equal(("https", "huggingface.co"), (file.Address.Scheme, file.Address.Host));
            Assert.Contains("/resolve/", file.Address.AbsolutePath, StringComparison.Ordinal);
            Assert.NotNull(ModelName.TryParse(ModelCatalog.StoredName(model, file).Text));
            // A digest is of one content: its address must not be one that gets another.
            Assert.True(file.Digest is null || !file.Address.AbsolutePath.Contains("/resolve/main/", StringComparison.Ordinal));
            // Two to nine bits for each weight: a slip in a number of bytes or weights shows.
            Assert.InRange(file.Bytes * 8.0 / model.Parameters, 2, 9.5);
        });
    }

    [Fact]
    public void Every_slot_has_a_model_whose_digest_is_known_and_that_a_company_may_use_freely() => Assert.All(
        Enum.GetValues<Slot>(),
        slot => Assert.Contains(Catalog.Models, model => model.Slots.Contains(slot) && model.IsFree && model.Files[0].Digest is not null));

    [Fact]
    public void What_is_not_free_for_companies_comes_last() => Assert.All(
        Enum.GetValues<Slot>(),
        slot => Assert.Equal(
            Catalog.Models.Where(model => model.Slots.Contains(slot)).OrderBy(model => !model.IsFree).Select(model => model.Name),
            Catalog.Models.Where(model => model.Slots.Contains(slot)).Select(model => model.Name)));

    [Fact]
    public void No_name_address_or_digest_comes_twice()
    {
        var files = Catalog.Models.SelectMany(model => model.Files).ToList();
        Assert.Distinct(Catalog.Models.Select(model => model.Name));
        Assert.Distinct(files.Select(file => file.Address));
        Assert.Distinct(files.Select(file => file.Digest).OfType<Sha256Digest>());
    }

    [Theory]
    [InlineData("qwen3.5-4b", "Q4_K_M")]
    [InlineData("QWEN3.5-4B", "Q4_K_M")]
    [InlineData("qwen3.5-4b:q8_0", "Q8_0")]
    [InlineData("qwen3.5-4b:Q1", null)]
    [InlineData("qwen3.5-4b:", null)]
    [InlineData("qwen3.5-4b:Q8_0:x", null)]
    [InlineData("nothing", null)]
    public void A_name_means_the_usual_quantization_or_the_one_behind_the_colon(string name, string? quantization) =>
        Assert.Equal(quantization, Catalog.Find(name)?.File.Quantization);

    [Theory]
    [InlineData("""[{"name":"x"}]""")]
    [InlineData("""[{"unknown":1}]""")]
    [InlineData("null")]
    public void A_catalog_of_another_shape_is_refused(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => ModelCatalog.Read(stream));
    }
}
