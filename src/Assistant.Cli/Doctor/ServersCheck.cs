using System.Text.Json;
using Assistant.Models.Endpoints;
using Assistant.Platform;

namespace Assistant.Cli.Doctor;

/// <summary>Servers of models on this machine: those that are there, with the line that uses them, and those that the settings name and are not.</summary>
/// <param name="find">Asks ports of this machine.</param>
/// <param name="page">The settings.</param>
internal sealed class ServersCheck(Func<IEnumerable<int>, CancellationToken, Task<IReadOnlyList<LocalServer>>> find, SettingsPage page) : ICheck
{
    private const int MostNames = 4;

    public string What => "servers";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var named = page.Tiers.Where(tier => tier.Server is { IsLoopback: true }).ToList();
        var found = await find(LocalServers.UsualPorts.Concat(named.Select(tier => tier.Server!.Port)), cancellationToken);
        return
        [
            .. found.Select(server => Of(server, [.. named.Where(tier => tier.Server!.Port == server.Address.Port).Select(tier => tier.Tier)])),
            .. named.Where(tier => found.All(server => server.Address.Port != tier.Server!.Port))
                .Select(tier => Finding.Wrong(What, $"{TierText.Of(tier)}, and nothing there answers as a server of models", $"start that server, or change \"{tier.Tier}\" in settings.json")),
            .. found.Count == 0 && named.Count == 0 ? [Finding.Good(What, "no llama-server, Ollama, LM Studio or vLLM listens here, and none is needed")] : Array.Empty<Finding>(),
        ];
    }

    private Finding Of(LocalServer server, IReadOnlyList<string> tiers)
    {
        var at = $"{NameOf(server.Kind)} at {AddressText.Of(server.Address)}";
        if (tiers.Count > 0 && server.State != LocalServerState.Locked)
            return Finding.Good(What, $"{at} answers, for {string.Join(" and ", tiers)}");
        return server switch
        {
            { State: LocalServerState.Locked } => Finding.Good(What, $"{at} asks for a key", Line(server, "<its model>", withKey: true)),
            { State: LocalServerState.Loading } => Finding.Good(What, $"{at} is loading its model"),
            { Models: [] } => Finding.Good(What, $"{at} has no model"),
            { Models: var models } => Finding.Good(What, $"{at} has {string.Join(", ", models.Take(MostNames))}{(models.Count > MostNames ? $" and {models.Count - MostNames} more" : "")}", Line(server, models[0], withKey: false)),
        };
    }

    private static string Line(LocalServer server, string model, bool withKey) =>
        $$$"""{"small":{"endpoint":"{{{AddressText.Of(server.Address)}}}","model":"{{{JsonEncodedText.Encode(model)}}}"{{{(withKey ? ",\"apiKeyFile\":\"<path>\"" : "")}}}}} in settings.json""";

    private static string NameOf(LocalServerKind kind) => kind switch
    {
        LocalServerKind.LlamaServer => "llama-server",
        LocalServerKind.Ollama => "Ollama",
        LocalServerKind.LmStudio => "LM Studio",
        LocalServerKind.Vllm => "vLLM",
        _ => "a server of models",
    };
}
