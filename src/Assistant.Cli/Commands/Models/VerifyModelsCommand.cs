using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models verify</c>: computes digests anew and holds them against the pins.</summary>
internal static class VerifyModelsCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var names = new Argument<string[]>("model") { Description = "Names of models; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", "Reads models whole and says whether they are still what they were when they came.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = LocalStore.Of(folders);
            var models = parsed.GetValue(names) is { Length: > 0 } named ? [.. named.Select(name => LocalStore.Get(store, name))] : store.List();
            if (models.Count == 0)
                streams.Note($"no models in {store.Folder}");
            var left = 0;
            foreach (var model in models)
            {
                var refusal = await VerifyAsync(store, model, streams, cancellationToken);
                left += refusal is null ? 0 : 1;
                await streams.Output.WriteLineAsync(VisibleText.Of(refusal is null ? $"✓ {model.Name}  {model.Pin!.Digest}" : $"✗ {model.Name}  {refusal}"));
            }

            return left == 0 ? ExitCode.Done : ExitCode.SomethingLeft;
        });
        return command;
    }

    private static async Task<string?> VerifyAsync(ModelStore store, StoredModel model, StandardStreams streams, CancellationToken cancellationToken)
    {
        if (model.State == ModelState.Missing)
            return $"{model.Path} is gone: assistant models remove {model.Name}, or get it again";
        try
        {
            await using var opened = Files.OpenRead(model.Path);
            using var line = new TransferLine(streams, model.Name.Text, TimeProvider.System) { Total = model.Length };
            if (await store.RefusalAsync(model, opened, isThorough: true, line, cancellationToken) is { } refusal)
                return refusal;
            opened.Position = 0;
            LocalStore.Check(opened);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ModelRefusedException)
        {
            return failure.Message;
        }
    }
}
