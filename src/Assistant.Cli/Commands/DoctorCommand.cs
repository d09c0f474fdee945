using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.Cli.Doctor;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Opening;
using Assistant.Cli.Output;
using Assistant.Models.Endpoints;
using Assistant.Models.Machine;
using Assistant.Platform;

namespace Assistant.Cli.Commands;

/// <summary><c>assistant doctor</c>: one page on what works here, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var path = new Argument<string?>("solution") { Description = "A solution, a project or a folder; the current folder if left out.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format") { Description = "For people or for programs.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var command = new Command("doctor", "One page on this machine: what works, what does not, and what to type about it. Nothing is changed, downloaded or opened.") { path, format };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(path), parsed.GetValue(format) == "json", folders, streams, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? named, bool asJson, UserFolders folders, StandardStreams streams, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var page = SettingsPage.Read(folders);
        var findings = await new Examination(Checks(Path.GetFullPath(named ?? page.Settings.Solution ?? ".", streams.CallerFolder), page, folders), TimeProvider.System).RunAsync(cancellationToken);
        var program = $"assistant {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)} on {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}";
        if (asJson)
            await streams.Output.WriteLineAsync(JsonSerializer.Serialize(DoctorPage.Of(program, findings), DoctorJson.Default.DoctorPage));
        else
            new DoctorText(streams.Styled, StandardStreams.Columns).Show(program, findings);
        return findings.All(finding => finding.State == FindingState.Good) ? ExitCode.Done : ExitCode.SomethingLeft;
    }

    private static IReadOnlyList<ICheck> Checks(string path, SettingsPage page, UserFolders folders)
    {
        var workplace = new Workplace(path, folders);
        var store = LocalStore.Of(folders);
        return
        [
            new SdkCheck(workplace),
            new EngineCheck(workplace),
            new SolutionCheck(workplace),
            new TrustCheck(workplace),
            new SettingsCheck(page),
            new HostCheck(HostCheck.StartAsync, HostCheck.NoteOf(folders)),
            new GraphicsCheck(token => GraphicsCards.ReadAsync(Environment.GetEnvironmentVariable("PATH"), token), HostPlaces.Library),
            new ModelsCheck(store, page.Tiers.Any(tier => tier.Server is not null)),
            new DiskCheck(store.Folder, Files.FreeSpace, Files.WriteObstacle),
            new ServersCheck(new LocalServers(TimeProvider.System).FindAsync, page),
        ];
    }
}
