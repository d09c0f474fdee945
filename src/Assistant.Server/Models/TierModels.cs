using System.Collections.Immutable;
using Assistant.Core.Proposing.Models;
using Assistant.Models;
using Assistant.Platform;
using Assistant.Protocol.Types;
using Assistant.Workspace;

namespace Assistant.Server.Models;

/// <summary>The models of the tiers, as the user's settings name them. Nothing is connected to or started before it is asked.</summary>
public sealed class TierModels : IDisposable
{
    // Tokens of a prompt and answers for a task, at most.
    private static readonly Dictionary<string, (int Context, int Tries)> Budgets = new(StringComparer.Ordinal)
    {
        [TierSettings.Small] = (900, 4),
        [TierSettings.Large] = (1800, 4),
    };

    private readonly List<IDisposable> owned = [];
    private readonly Lazy<HostSupervisor> supervisor;
    private readonly TimeProvider time;
    private readonly ImmutableArray<(TierSettings Settings, TextModel Model)> models;

    /// <summary>The models of the tiers that propose edits.</summary>
    /// <param name="settings">What the user wants.</param>
    /// <param name="host">How the host is started.</param>
    /// <param name="time">Clock.</param>
    public TierModels(Settings settings, HostLaunch host, TimeProvider time)
    {
        this.time = time;
        supervisor = new Lazy<HostSupervisor>(() => Owned(new HostSupervisor(host, time)));
        models = [.. ProposingIn(settings).Select(tier => (tier, ModelOf(tier)))];
        Tiers = [.. models.Select(model => TierOf(model.Model))];
        Where = Tiers.IsEmpty ? "nobody" : string.Join(", ", models.Select(model => model.Settings).DistinctBy(tier => tier.Server)
            .Select(tier => tier.Server is null ? "the model host on this machine" : $"{AddressText.Of(tier.Server)}{(tier.IsHere ? " on this machine" : ", which is another machine")}"));
    }

    /// <summary>The tiers that have a model, the smallest first.</summary>
    public ImmutableArray<ModelTier> Tiers { get; }

    /// <summary>What the model of a tier is called.</summary>
    public string ModelNameOf(string tier) => models.First(model => model.Settings.Tier == tier).Settings.ModelText;

    /// <summary>How each is now.</summary>
    internal IReadOnlyList<AssistantStatus.Model> States => [.. models.Select(model => ModelStates.Of(model.Settings, model.Model.State, model.Model.BytesSent))];

    /// <summary>Called when one of them is in another state.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>The tiers of the settings that propose edits, the smallest first.</summary>
    internal static IEnumerable<TierSettings> ProposingIn(Settings settings) => Budgets.Keys.Where(settings.Tiers.ContainsKey).Select(name => settings.Tiers[name]);

    /// <summary>The tier that is asked first where nothing speaks against it.</summary>
    public static string Smallest => TierSettings.Small;

    /// <summary>Tokens that a prompt of each tier may have.</summary>
    public static IEnumerable<(string Tier, int Tokens)> ContextTokens => Budgets.Select(budget => (budget.Key, budget.Value.Context));

    /// <summary>Whether all are on this machine.</summary>
    internal bool AreAllHere => models.All(model => model.Settings.IsHere);

    /// <summary>Where code goes, for people.</summary>
    public string Where { get; }

    /// <summary>The tier of a model, with the budget that such a tier has.</summary>
    public static ModelTier TierOf(ITextModel model) => new(model, Budgets[model.Tier].Context, Budgets[model.Tier].Tries);

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(one => one.Dispose());

    private TextModel ModelOf(TierSettings tier)
    {
        if (tier.Server is not { } address)
            return new TextModel(tier.Tier, (query, cancellationToken) => supervisor.Value.AskAsync(query with { Model = tier.Model! }, cancellationToken), isHost: true, time) { Problem = tier.Problem, Changed = () => Changed() };
        var (key, problem) = KeyOf(tier);
        var server = Owned(ModelServer.At(address, key));
        var client = new ModelClient(server, time);
        // Found by the first who asks and reaches the server; whoever stops meanwhile takes the question back.
        var model = tier.Model;
        return new TextModel(tier.Tier, Ask, isHost: false, time) { Problem = problem, Changed = () => Changed() };

        async IAsyncEnumerable<ModelEvent> Ask(ModelQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            model ??= await client.FirstModelAsync(cancellationToken);
            await foreach (var happened in client.AskAsync(query with { Model = model }, cancellationToken))
                yield return happened;
        }
    }

    private static (string? Key, string? Problem) KeyOf(TierSettings tier)
    {
        try
        {
            return (tier.ApiKeyFile is { } file ? Files.ReadAllText(file).Trim() : null, null);
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
