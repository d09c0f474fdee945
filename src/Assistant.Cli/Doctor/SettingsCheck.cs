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
        foreach (var tier in page.Tiers)
            yield return tier.Problem is null ? Finding.Good(What, tier.ToString()) : Finding.Wrong(What, tier.Problem, correct);
    }
}
