using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Catalog;
using Assistant.Models.Pull;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models pull</c>: gets a model. The only command that connects to anything beyond this machine.</summary>
internal static class PullCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var model = new Argument<string>("model") { Description = "A model of the catalog (qwen3.5-4b, or qwen3.5-4b:Q8_0 for another quantization), or the address of a GGUF file." };
        var name = new Option<string?>("--as") { Description = "What it is called here.", HelpName = "name" };
        var digest = new Option<string?>("--sha256") { Description = "The SHA-256 it must have, where the catalog does not know it.", HelpName = "digits" };
        var mirror = new Option<string?>("--from") { Description = "A mirror that has the files of Hugging Face under the same paths.", HelpName = "url" };
        var authorities = new Option<string?>("--ca") { Description = "File (PEM) with the certificates that are trusted instead of the system's, such as your company's.", HelpName = "path" };
        var command = new Command("pull", "Gets a model: goes on where it was cut off, checks it, and pins its digest. Uses HTTPS_PROXY.") { model, name, digest, mirror, authorities };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = Request(parsed.GetValue(model)!, parsed.GetValue(name), parsed.GetValue(digest), parsed.GetValue(mirror), streams);
            var certificates = parsed.GetValue(authorities) is { } path ? Path.GetFullPath(path, streams.CallerFolder) : null;
            return RunAsync(LocalStore.Of(folders), request, certificates, streams, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ModelStore store, PullRequest request, string? authorities, StandardStreams streams, CancellationToken cancellationToken)
    {
        using var transport = new PullTransport(authorities);
        Pulled pulled;
        try
        {
            using var line = new TransferLine(streams, request.Name.Text, TimeProvider.System);
            pulled = await new ModelPull(store, transport, Files.FreeSpace, TimeProvider.System).RunAsync(request, LocalStore.Check, line, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            streams.Complain("stopped; what has come stays, and the same command goes on");
            return ExitCode.CouldNotRun;
        }

        await streams.Output.WriteLineAsync(request.Name.Text);
        streams.Note(pulled switch
        {
            { WasHere: true } => $"it is here already; to check it: assistant models verify {request.Name}",
            { Pin.Origin: DigestOrigin.Known } => $"its SHA-256 is the one it must have: {pulled.Pin.Digest}",
            { Pin.Origin: DigestOrigin.StatedBySource } => $"its SHA-256 is the one that the server stated for it, and is pinned: {pulled.Pin.Digest}",
            _ => $"nobody stated a SHA-256 for it; the one it has now is pinned: {pulled.Pin.Digest}",
        });
        return ExitCode.Done;
    }

    private static PullRequest Request(string named, string? name, string? sha256, string? mirror, StandardStreams streams)
    {
        var digest = sha256 is null ? null : Sha256Digest.TryParse(sha256) ?? throw new ModelRefusedException($"'{sha256}' is no SHA-256: sixty-four hexadecimal digits are wanted");
        var wanted = name is null ? null : ModelName.TryParse(name) ?? throw new ModelRefusedException($"'{name}' cannot be the name of a model: letters and digits, and . _ - within");
        if (Uri.TryCreate(named, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return new PullRequest(wanted ?? ModelName.Near(Path.GetFileNameWithoutExtension(address.AbsolutePath)), Mirrored(FileOf(address), mirror), null, digest);
        var catalog = ModelCatalog.Load();
        if (catalog.Find(named) is not { } found)
            throw new ModelRefusedException(Path.GetFullPath(named, streams.CallerFolder) is var path && Files.Exists(path)
                ? $"'{named}' is a file here: to use it as it stands, type {ShellText.Of(["assistant", "models", "import", named])}"
                : Unknown(catalog, named));
        var (model, file) = found;
        streams.Note($"{model.Title}, {file.Quantization}, {ByteText.Of(file.Bytes)}, licence {model.Licence}{(model.IsFree ? "" : ": a company may not use it freely, read it first")}");
        return new PullRequest(wanted ?? ModelCatalog.StoredName(model, file), Mirrored(file.Address, mirror), file.IsExact ? file.Bytes : null, digest ?? file.Digest);
    }

    private static string Unknown(ModelCatalog catalog, string named)
    {
        var model = catalog.Models.FirstOrDefault(model => named.StartsWith(model.Name + ":", StringComparison.OrdinalIgnoreCase));
        if (model is null && catalog.Models.Where(model => Near(named, model.Name)).Select(model => model.Name).ToList() is { Count: > 0 } near)
            return $"the catalog has no '{named}': did you mean {string.Join(" or ", near)}?";
        return model is null
            ? $"the catalog has no '{named}': it has {string.Join(", ", catalog.Models.Select(model => model.Name))}; for another model name the https address of its GGUF file"
            : $"the catalog has {model.Name} as {string.Join(", ", model.Files.Select(file => $"{model.Name}:{file.Quantization}"))}";
    }

    // Whoever writes a name from memory leaves out or adds a part of it, or writes another mark between the parts.
    private static bool Near(string named, string name)
    {
        static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var (typed, known) = (Letters(named), Letters(name));
        return typed.Length > 2 && (known.Contains(typed, StringComparison.Ordinal) || typed.Contains(known, StringComparison.Ordinal));
    }

    // What a browser shows of a file there is a page about it.
    private static Uri FileOf(Uri address) => address.Host == "huggingface.co" && address.AbsolutePath.Contains("/blob/", StringComparison.Ordinal)
        ? new Uri(address, address.AbsolutePath.Replace("/blob/", "/resolve/", StringComparison.Ordinal))
        : address;

    private static Uri Mirrored(Uri address, string? mirror)
    {
        if (mirror is null)
            return address;
        return Uri.TryCreate(mirror, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"
            ? new Uri(at.GetLeftPart(UriPartial.Path).TrimEnd('/') + address.AbsolutePath)
            : throw new ModelRefusedException($"'{mirror}' is no address of a mirror: type one like https://mirror.example/huggingface");
    }
}
