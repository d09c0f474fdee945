using System.Collections.Immutable;
using Assistant.Core.Proposing.Models;
using Assistant.Models;
using Assistant.Models.Machine;
using Assistant.Platform;
using Assistant.Protocol.Types;
using Assistant.Workspace;

namespace Assistant.Server.Models;

/// <summary>The models of the tiers, as the user's settings name them. Nothing is connected to or started before it is asked.</summary>
public sealed class TierModels : IDisposable
{
    // Answers for a task: the likeliest, one with the compiler's words, and samples.
    private const int Tries = 5;

    private static readonly Dictionary<string, PromptBudget> Budgets = new(StringComparer.Ordinal)
    {
        [TierSettings.Small] = new(Seconds: 15, Least: 600, Usual: 900, Most: 1800),
        [TierSettings.Large] = new(Seconds: 30, Least: 900, Usual: 1800, Most: 3600),
    };

    private readonly List<IDisposable> owned = [];
    private readonly Lazy<HostSupervisor> supervisor;
    private readonly TimeProvider time;
    private readonly PromptRates rates;
    private readonly ImmutableArray<(TierSettings Settings, TextModel Model)> models;

    /// <summary>The models of the tiers that propose edits.</summary>
    /// <param name="settings">What the user wants.</param>
    /// <param name="host">How the host is started.</param>
    /// <param name="rates">How fast they read.</param>
    /// <param name="time">Clock.</param>
    public TierModels(Settings settings, HostLaunch host, PromptRates rates, TimeProvider time)
    {
        this.time = time;
        this.rates = rates;
        supervisor = new Lazy<HostSupervisor>(() => Owned(new HostSupervisor(host, time)));
        models = [.. ProposingIn(settings).Select(tier => (tier, ModelOf(tier)))];
    }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => models.IsEmpty;

    /// <summary>The tiers that have a model, the smallest first, with what their models read in the time there is as far as is known now.</summary>
    public ImmutableArray<ModelTier> Tiers =>
    [
        .. models.Select(model => (model.Model, Rate: rates.Of(KeyOf(model.Settings)), Budget: Budgets[model.Settings.Tier], model.Settings.PromptSeconds))
            .Select(model => TierOf(model.Model) with { ContextTokens = model.Budget.TokensAt(model.Rate, model.PromptSeconds), PromptRate = model.Rate }),
    ];

    /// <summary>What the model of a tier is called.</summary>
    public string ModelNameOf(string tier) => models.First(model => model.Settings.Tier == tier).Settings.ModelText;

    /// <summary>Whether the model of a tier is on this machine.</summary>
    public bool IsHere(string tier) => models.First(model => model.Settings.Tier == tier).Settings.IsHere;

    /// <summary>How each is now.</summary>
    internal IReadOnlyList<AssistantStatus.Model> States => [.. models.Select(model => ModelStates.Of(model.Settings, model.Model.State, model.Model.BytesSent))];

    /// <summary>Called when one of them is in another state.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>The tiers of the settings that propose edits, the smallest first.</summary>
    internal static IEnumerable<TierSettings> ProposingIn(Settings settings) => Budgets.Keys.Where(settings.Tiers.ContainsKey).Select(name => settings.Tiers[name]);

    /// <summary>The tier that is asked first where nothing speaks against it.</summary>
    public static string Smallest => TierSettings.Small;

    /// <summary>Tokens that a prompt of each tier may have while nobody knows how fast its model reads.</summary>
    public static IEnumerable<(string Tier, int Tokens)> ContextTokens => Budgets.Select(budget => (budget.Key, budget.Value.Usual));

    /// <summary>Whether all are on this machine.</summary>
    internal bool AreAllHere => models.All(model => model.Settings.IsHere);

    /// <summary>Where code goes when they are asked, for people.</summary>
    public string Where => PlacesOf(models.Select(model => model.Settings).Where(tier => tier.Problem is null));

    /// <summary>Where code went until now, for people.</summary>
    public string WentTo => PlacesOf(models.Where(model => model.Model.BytesSent > 0).Select(model => model.Settings));

    /// <summary>The tier of a model, with the budget that such a tier has while nobody knows how fast it reads.</summary>
    public static ModelTier TierOf(ITextModel model) => new(model, Budgets[model.Tier].Usual, Tries);

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(one => one.Dispose());

    private TextModel ModelOf(TierSettings tier)
    {
        void Learn(double rate) => rates.Learn(KeyOf(tier), rate);
        if (tier.Server is not { } address)
            return new TextModel(tier.Tier, (query, cancellationToken) => supervisor.Value.AskAsync(query with { Model = tier.NameAtHost! }, cancellationToken), isHost: true, time) { Problem = tier.Problem, Changed = () => Changed(), Learn = Learn };
        var (key, problem) = SecretOf(tier);
        var server = Owned(ModelServer.At(address, key));
        var client = new ModelClient(server, time);
        // Found by the first who asks and reaches the server; whoever stops meanwhile takes the question back.
        var model = tier.Model;
        return new TextModel(tier.Tier, Ask, isHost: false, time) { Problem = tier.Problem ?? problem, Changed = () => Changed(), Learn = Learn };

        async IAsyncEnumerable<ModelEvent> Ask(ModelQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            model ??= await client.FirstModelAsync(cancellationToken);
            await foreach (var happened in client.AskAsync(query with { Model = model }, cancellationToken))
                yield return happened;
        }
    }

    private static string PlacesOf(IEnumerable<TierSettings> tiers) => string.Join(", ", tiers.DistinctBy(tier => tier.Server)
        .Select(tier => tier.Server is null ? "the model host on this machine" : $"{AddressText.Of(tier.Server)}{(tier.IsHere ? " on this machine" : ", which is another machine")}")
        .DefaultIfEmpty("nobody"));

    private static string KeyOf(TierSettings tier) => $"{(tier.Server is null ? "host" : AddressText.Of(tier.Server))} {tier.Model}";

    private static (string? Key, string? Problem) SecretOf(TierSettings tier)
    {
        try
        {
            var key = tier.ApiKeyFile is { } file ? Files.ReadAllText(file).Trim() : null;
            return key is null || ModelServer.IsKey(key)
                ? (key, null)
                : (null, $"the file that apiKeyFile of \"{tier.Tier}\" names holds more than a key: leave the key alone in it, on one line");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file that apiKeyFile of \"{tier.Tier}\" names cannot be read");
        }
    }

    private T Owned<T>(T one)
        where T : IDisposable
    {
        owned.Add(one);
        return one;
    }
}
