using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Models;
using Assistant.Models.Advice;
using Assistant.Models.Catalog;
using Assistant.Models.Machine;
using Assistant.Models.Store;
using Assistant.Platform;
using Assistant.Workspace;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models recommend</c>: what this machine has, how fast models are going to be on it, and which ones fit.</summary>
internal static class RecommendCommand
{
    /// <summary>Cores that something else keeps busy: with more of it a measurement is said to be disturbed.</summary>
    private const double MuchElse = 0.2;

    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var measure = new Option<bool>("--measure") { Description = "Measure this machine anew. It is measured once, for about two minutes, and again when the machine or the assistant is another one." };
        var format = new Option<string>("--format") { Description = "How to answer.", HelpName = "text|json", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var command = new Command("recommend", "Says which models fit this machine, and how fast they are going to be.") { measure, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var progress = streams.StartProgress(TimeProvider.System);
            progress.Report("looking at this machine");
            var machine = await MachineFacts.LookAsync(TimeProvider.System, cancellationToken);
            var (speed, remark) = await SpeedAsync(folders, machine, parsed.GetValue(measure), progress, cancellationToken);
            var catalog = ModelCatalog.Load();
            var recommendation = new Adviser(machine, speed, IsHere(catalog, LocalStore.Of(folders))).Recommend(catalog);
            progress.Clear();
            if (parsed.GetValue(format) == "json")
                await streams.Output.WriteLineAsync(JsonSerializer.Serialize(RecommendationJson.Of(recommendation, remark), RecommendationContext.Readable.RecommendationJson));
            else
                new RecommendationText(streams.Styled, StandardStreams.Columns).Show(recommendation, remark);
            if (catalog.Models.Count == 0)
                streams.Note("the catalog of this build has no models yet");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<(MachineSpeed Speed, string Remark)> SpeedAsync(UserFolders folders, MachineFacts machine, bool anew, ProgressLine progress, CancellationToken cancellationToken)
    {
        var cache = new SpeedCache(folders.Cache);
        var key = SpeedCache.KeyOf(machine, Engine(), Program());
        if (!anew && cache.Read(key) is var (kept, measured))
            return (kept, string.Create(CultureInfo.InvariantCulture, $"measured on {measured:yyyy-MM-dd}{Beside(kept)}; --measure measures anew"));
        Files.CreatePrivateFolder(folders.Cache);
        using var one = LockFile.TryTake(Path.Combine(folders.Cache, "measuring.lock"))
            ?? throw new WorkspaceException("another assistant models recommend measures this machine just now: try again in two minutes");
        var probe = new SpeedProbe(ProbeShapes.Usual, Path.Combine(folders.Cache, "measuring"), [SdkResolver.RunningDotnet(), Path.Combine(AppContext.BaseDirectory, "assistant.dll")], TimeProvider.System);
        if (probe.Refusal(machine.FreeMemory) is { } refusal)
            return (MachineSpeed.Estimate(machine), $"estimated from bandwidth and cores: {refusal}");
        try
        {
            var speed = await probe.MeasureAsync(progress, cancellationToken);
            cache.Write(key, speed);
            return (speed, $"measured just now{Beside(speed)}");
        }
        catch (Exception failure) when (failure is ModelException or IOException)
        {
            return (MachineSpeed.Estimate(machine), $"estimated from bandwidth and cores, since it could not be measured: {failure.Message}");
        }
    }

    private static string Beside(MachineSpeed speed) => speed.Others < MuchElse
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" while something else kept {speed.Others:0.0} cores busy, so models are faster than this when nothing does");

    private static Func<CatalogModel, CatalogFile, bool> IsHere(ModelCatalog catalog, ModelStore store)
    {
        var here = store.List().Where(stored => stored.State != ModelState.Missing).Select(catalog.Of).OfType<(CatalogModel Model, CatalogFile File)>().Select(found => found.File).ToHashSet();
        return (_, file) => here.Contains(file);
    }

    // Names and lengths of the library's files: another version has others.
    private static string Engine() => string.Join(' ', Files.InFolder(HostPlaces.Library, "*llama*").Select(path => $"{Path.GetFileName(path)}:{Files.Length(path)}"));

    private static string Program() => typeof(RecommendCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
