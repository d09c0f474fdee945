using Assistant.Platform;

namespace Assistant.Cli.Doctor;

/// <summary>Whether the settings can be read, and whom they ask.</summary>
internal sealed class SettingsCheck(SettingsPage page) : ICheck
{
    public string What => "settings";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        var correct = $"correct {page.Path}";
        if (page.Problem is not null)
            yield return Finding.Wrong(What, page.Problem, $"{correct}, or delete it");
        else
            yield return Finding.Good(What, page.Exists ? $"{page.Path} is read" : $"none, so all is as usual ({page.Path})");
        if (page.Settings.Unknown is { } unknown)
            yield return Finding.Warning(What, unknown, correct);
        foreach (var tier in page.Tiers)
        {
            // What should be the name of a file may be the key itself, by mistake: it is not shown.
            yield return tier.Problem is { } problem ? Finding.Wrong(What, problem, correct) : tier.ApiKeyFile is { } file && !Files.Exists(file)
                ? Finding.Wrong(What, $"the file that apiKeyFile of \"{tier.Tier}\" names does not exist", correct)
                : tier.Adapter is { } adapter && !Files.Exists(adapter)
                ? Finding.Wrong(What, $"the file that adapter of \"{tier.Tier}\" names does not exist", correct)
                : Finding.Good(What, TierText.Of(tier));
        }
    }
}
