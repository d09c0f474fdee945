using System.Collections.Immutable;
using Assistant.Protocol.Types;
using Assistant.Server.Documents;
using Assistant.Workspace;

namespace Assistant.Server.Front;

/// <summary>What the front knows of its client. Owned by the front's loop.</summary>
internal sealed class ClientState
{
    /// <summary>More open documents than this are not known: 10,000.</summary>
    public const int MostDocuments = 10_000;

    private readonly Dictionary<string, OpenText> documents = new(StringComparer.Ordinal);

    public ClientState(InitializeParams parameters, Settings settings)
    {
        Parameters = parameters;
        Settings = settings;
        Encoding = PositionEncodings.Choose(parameters.Capabilities?.General?.PositionEncodings);
        var uris = parameters.WorkspaceFolders?.Select(folder => folder.Uri) ?? (parameters.RootUri is { } root ? [root] : []);
        Folders = [.. uris.Select(DocumentUri.PathOf).OfType<string>()];
    }

    /// <summary>What it said at the start.</summary>
    public InitializeParams Parameters { get; }

    /// <summary>How it counts characters.</summary>
    public PositionEncoding Encoding { get; }

    /// <summary>Full paths of the opened folders.</summary>
    public ImmutableArray<string> Folders { get; set; }

    /// <summary>What it wants, over what the user's settings say.</summary>
    public Settings Settings { get; set; }

    /// <summary>Full paths of what could be opened.</summary>
    public IReadOnlyList<string> Solutions { get; set; } = [];

    /// <summary>The user's choice among them; null while there is none.</summary>
    public string? Selected { get; set; }

    /// <summary>The open documents.</summary>
    public IEnumerable<OpenText> Documents => documents.Values;

    /// <summary>An open document, or null.</summary>
    public OpenText? Document(string uri) => documents.GetValueOrDefault(uri);

    /// <summary>Full path of what is to be opened, or null when there is nothing.</summary>
    public string? Solution =>
        Selected
        ?? (Settings.Solution is { } named ? Path.GetFullPath(Path.Combine(Folders.IsEmpty ? Environment.CurrentDirectory : Folders[0], named)) : null)
        ?? (Solutions.Count > 0 ? Solutions[0] : null);

    /// <returns>False when too many are open.</returns>
    public bool Open(TextDocumentItem item)
    {
        if (documents.Count >= MostDocuments && !documents.ContainsKey(item.Uri))
            return false;
        documents[item.Uri] = OpenText.Of(item);
        return true;
    }

    /// <returns>False when it is not open: nothing is known of it.</returns>
    public bool Change(DidChangeParams change)
    {
        if (!documents.TryGetValue(change.TextDocument.Uri, out var text))
            return false;
        documents[change.TextDocument.Uri] = text.With(change.TextDocument.Version, change.ContentChanges, Encoding);
        return true;
    }

    /// <returns>False when it is not open.</returns>
    public bool Close(string uri) => documents.Remove(uri);

    /// <summary>Something was not heard, which may have been a change of any text: none is known until it is told whole again.</summary>
    public void Forget()
    {
        foreach (var uri in documents.Keys.ToList())
            documents[uri] = OpenText.Unknown(uri);
    }
}
