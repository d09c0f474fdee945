using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models remove</c>: takes a model out of the store.</summary>
internal static class RemoveCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams)
    {
        var names = new Argument<string[]>("model") { Description = "Names of models.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Removes models and their files; files of other programs stay where they are.") { names };
        command.SetAction(parsed =>
        {
            var store = LocalStore.Of(folders);
            // All are looked up before the first is removed: a wrong name removes nothing.
            var begun = store.Begun();
            foreach (var (name, model) in parsed.GetValue(names)!.Select(text => ModelName.TryParse(text) is { } part && begun.Any(one => one.Name == part) ? (part, store.Find(part)) : Named(store, text)).ToList())
            {
                store.Remove(name);
                streams.Note(model is null || store.Owns(model) ? $"{name} is removed" : $"{name} is removed here; {model.Path} stays");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static (ModelName, StoredModel?) Named(ModelStore store, string text) => LocalStore.Get(store, text) is var model ? (model.Name, model) : default;
}
