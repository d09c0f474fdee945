using System.Text.Json;
using Assistant.Cli.LocalModels;
using Assistant.ModelHost.Generation;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Models;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.LocalModels;

/// <summary>An adapter is named in the user's settings, and nothing else of it is ever opened.</summary>
public sealed class AdapterSettingsTests : IDisposable
{
    private readonly TempFolder folder = TempFolder.Create("adapter-");
    private readonly UserFolders folders;
    private readonly string adapter;

    public AdapterSettingsTests()
    {
        folders = new UserFolders(name => name == "XDG_CONFIG_HOME" ? folder.Path : null);
        Directory.CreateDirectory(folders.Config);
        adapter = Path.Combine(folder.Path, "fixes.gguf");
        foreach (var file in new[] { "a.gguf", "b.gguf" })
            File.WriteAllText(Path.Combine(folder.Path, file), "");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"endpoint":"host","model":"m","adapter":"PATH"}""", null)]
    [InlineData("""{"model":"m","adapter":"PATH"}""", null)]
    [InlineData("""{"endpoint":"host","model":"m","adapter":null}""", null)]
    [InlineData("""{"endpoint":"host","adapter":"PATH"}""", "\"small\" names no model: the host has several, see assistant models list")]
    [InlineData("""{"endpoint":"host","model":"m","adapter":"fixes.gguf"}""", "\"adapter\" of \"small\" must be the full path of a GGUF file")]
    [InlineData("""{"endpoint":"host","model":"m","adapter":7}""", "\"adapter\" of \"small\" must be a text")]
    [InlineData("""{"endpoint":"http://127.0.0.1:8080","model":"m","adapter":"PATH"}""", "\"adapter\" of \"small\" is only for the host: another server loads its own adapters, and \"model\" chooses them by the name it gives them")]
    public void What_settings_say_of_it(string settings, string? problem)
    {
        using var json = JsonDocument.Parse(settings.Replace("PATH", JsonEncodedText.Encode(adapter).ToString(), StringComparison.Ordinal));
        Assert.Equal(problem, TierSettings.Read("small", json.RootElement).Problem);
    }

    [Fact]
    public void The_host_finds_a_model_with_the_adapters_that_the_settings_name_now_and_with_no_other()
    {
        var models = new AdaptedModels(new FolderModels(folder.Path), folders);
        Assert.Equal(["a", "b"], models.List().Select(file => file.Name));
        Settle($$$"""{"small":{"model":"a","adapter":{{{JsonSerializer.Serialize(adapter)}}}},"large":{"model":"a"},"inline":{"model":"none","adapter":{{{JsonSerializer.Serialize(adapter)}}}}}""");
        var small = Settings.Read(folders).Tiers["small"];
        Assert.Equal(["a", "b", $"a+{adapter}"], models.List().Select(file => file.Name));
        Assert.Equal(new ModelFile($"a+{adapter}", Path.Combine(folder.Path, "a.gguf")) { Adapter = adapter }, models.Find(small.NameAtHost!));
        Assert.Null(models.Find("a")!.Adapter);
        foreach (var other in new[] { $"b+{adapter}", $"none+{adapter}", "a+/etc/passwd", $"a+{adapter}+{adapter}", $"a+{folder.Path}/./fixes.gguf" })
            Assert.Null(models.Find(other));
        foreach (var settings in new[] { "{}", "{", """{"small":{"model":"a"}}""" })
        {
            Settle(settings);
            Assert.Null(models.Find($"a+{adapter}"));
        }
    }

    [Fact]
    public async Task What_the_store_says_of_the_model_is_said_of_it_with_an_adapter()
    {
        var models = new AdaptedModels(new Refusing(new FolderModels(folder.Path)), folders);
        Settle($$$"""{"small":{"model":"a","adapter":{{{JsonSerializer.Serialize(adapter)}}}}}""");
        var file = models.Find($"a+{adapter}")!;
        Assert.Equal("a is not pinned", await models.RefusalAsync(file, Stream.Null, CancellationToken.None));
        Settle("{}");
        Assert.Equal($"settings.json does not name the adapter {adapter} any more", await models.RefusalAsync(file, Stream.Null, CancellationToken.None));
    }

    [Fact]
    public void People_see_its_name_and_not_where_it_is()
    {
        Settle($$$"""{"small":{"model":"a","adapter":{{{JsonSerializer.Serialize(adapter)}}}}}""");
        using var models = new TierModels(Settings.Read(folders), new HostLaunch("none", [], "none", "none"), new Assistant.Models.Machine.PromptRates(null), TimeProvider.System);
        Assert.Equal("a with the adapter fixes.gguf", models.ModelNameOf("small"));
    }

    private void Settle(string settings) => File.WriteAllText(Path.Combine(folders.Config, "settings.json"), settings);

    private sealed class Refusing(IModelFiles plain) : IModelFiles
    {
        public string Place => plain.Place;

        public string Advice => plain.Advice;

        public IReadOnlyList<ModelFile> List() => plain.List();

        public ModelFile? Find(string name) => plain.Find(name);

        public Task<string?> RefusalAsync(ModelFile file, Stream opened, CancellationToken cancellationToken) => Task.FromResult<string?>($"{file.Name} is not pinned");
    }
}
