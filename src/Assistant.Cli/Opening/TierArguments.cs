using System.CommandLine;
using System.Collections.Immutable;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Server.Models;
using Assistant.Workspace;

namespace Assistant.Cli.Opening;

/// <summary>The flags that say which models the tiers ask, for this run, over the user's settings.</summary>
internal sealed class TierArguments
{
    private readonly ImmutableArray<(string Tier, Option<string?> Flag)> flags;

    private TierArguments(Command command)
    {
        flags =
        [
            .. new[] { (TierSettings.Small, "small edits"), (TierSettings.Large, "harder ones") }.Select(tier =>
                (tier.Item1, new Option<string?>($"--{tier.Item1}") { Description = $"The model for {tier.Item2}: an address like http://127.0.0.1:8080#model, or host#model.", HelpName = "url[#model]" })),
        ];
        foreach (var (_, flag) in flags)
            command.Options.Add(flag);
    }

    /// <summary>Adds the flags to a command.</summary>
    public static TierArguments AddTo(Command command) => new(command);

    /// <summary>One model by itself, which is asked as the smallest tier is.</summary>
    /// <param name="folders">Where the user's settings are.</param>
    /// <param name="text">As in the flags.</param>
    /// <exception cref="WorkspaceException">It is not of the right shape.</exception>
    public static TierModels One(UserFolders folders, string text) => Of(folders, new Settings { Tiers = new Settings().Tiers.SetItem(TierSettings.Small, TierSettings.Parse(TierSettings.Small, text)) });

    private static TierModels Of(UserFolders folders, Settings settings) => new(settings, new HostPlaces(folders).Launch, new PromptRates(folders.Cache), TimeProvider.System);

    /// <summary>The models of the tiers that may propose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Where the user's settings are.</param>
    /// <param name="tier"><c>rules</c>, one tier, or <c>auto</c> for all.</param>
    /// <param name="note">Told of tiers that are left out, since the settings are wrong about them.</param>
    /// <exception cref="WorkspaceException">A flag is wrong, or a tier is asked for that has no model.</exception>
    public TierModels Read(ParseResult parsed, UserFolders folders, string tier, Action<string> note)
    {
        var settings = Settings.Read(folders);
        var tiers = settings.Tiers;
        foreach (var (name, flag) in flags)
        {
            if (parsed.GetValue(flag) is { } text)
                tiers = tiers.SetItem(name, TierSettings.Parse(name, text));
        }

        var wanted = tier == "auto" ? tiers : tiers.RemoveRange(tiers.Keys.Where(name => name != tier));
        if (tier is TierSettings.Small or TierSettings.Large && wanted.IsEmpty)
            throw new WorkspaceException($"no {tier} model is configured: name one with --{tier} http://127.0.0.1:8080#model or in settings.json (assistant doctor shows the servers on this machine), or use --tier rules");
        foreach (var wrong in wanted.Values.Where(one => one is { Tier: TierSettings.Small or TierSettings.Large, Problem: not null }))
        {
            var words = $"{wrong.Problem}: correct {Settings.PathIn(folders)}";
            if (tier == wrong.Tier)
                throw new WorkspaceException(words);
            note($"{words}; until then nobody asks this model");
            wanted = wanted.Remove(wrong.Tier);
        }

        return Of(folders, settings with { Tiers = wanted });
    }
}
