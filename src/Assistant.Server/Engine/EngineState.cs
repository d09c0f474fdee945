using System.Collections.Immutable;
using Assistant.Core.Completion;
using Assistant.Server.Documents;
using Assistant.Server.Engine.Analysis;

namespace Assistant.Server.Engine;

/// <summary>All that the engine's loop knows, at one moment. It never changes: a handler gives another one.</summary>
internal sealed record EngineState
{
    /// <summary>The open documents, by the client's name for them.</summary>
    public ImmutableDictionary<string, OpenText> Documents { get; init; } = ImmutableDictionary.Create<string, OpenText>(StringComparer.Ordinal);

    /// <summary>Files that changed on disk, by full path, each with the number of its last change.</summary>
    public ImmutableDictionary<string, int> DiskChanges { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>How often something changed that projects are made of.</summary>
    public int ProjectChanges { get; init; }

    /// <summary>The judge of some state of the texts; null while nothing is loaded.</summary>
    public Judge? Judge { get; init; }

    /// <summary>How many requests had come before the one that is asked of this state.</summary>
    public long Arrival { get; init; }

    /// <summary>What the user's own code has, of some state of the texts.</summary>
    public UsageIndex Usages { get; init; } = new();

    /// <summary>What was found in open documents, by the client's name for them. It may be of an older text.</summary>
    public ImmutableDictionary<string, DocumentFindings> Findings { get; init; } = ImmutableDictionary.Create<string, DocumentFindings>(StringComparer.Ordinal);

    /// <summary>What models proposed and the verifier threw away, the last one first.</summary>
    public ImmutableList<RefusedAnswer> Refused { get; init; } = [];

    /// <summary>What was found in a document and holds for all texts and files as they are now; null when that is not known yet.</summary>
    public DocumentFindings? FindingsOf(string uri) =>
        Findings.TryGetValue(uri, out var found) && found.Judge?.IsOf(this) == true ? found : null;
}
