using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models pin</c>: the user's word that a file in the store's folder may be used as it is now.</summary>
internal static class PinCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var name = new Argument<string>("model") { Description = "Name of the model." };
        var digest = new Option<string?>("--sha256") { Description = "The SHA-256 it must have.", HelpName = "digits" };
        var command = new Command("pin", "Says that a model file that stands in the folder may be used, and pins the digest that it has now.") { name, digest };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(digest) is { } text ? Sha256Digest.TryParse(text) ?? throw new ModelRefusedException($"'{text}' is no SHA-256: sixty-four hexadecimal digits are wanted") : null;
            var store = LocalStore.Of(folders);
            var model = LocalStore.Get(store, parsed.GetValue(name)!);
            if (model.State == ModelState.Missing)
                throw new ModelRefusedException($"{model.Path} is gone: assistant models remove {model.Name}, or get it again");
            ModelPin pin;
            using (var line = new TransferLine(streams, model.Name.Text, TimeProvider.System) { Total = model.Length })
            {
                var stated = wanted is null ? ((Sha256Digest, DigestOrigin)?)null : (wanted, DigestOrigin.Known);
                pin = await store.PinAsync(model.Name, model.Path, model.Pin?.Source ?? "the models folder", stated, LocalStore.Check, line, cancellationToken);
            }

            await streams.Output.WriteLineAsync($"{model.Name}  {pin.Digest}");
            return ExitCode.Done;
        });
        return command;
    }
}
