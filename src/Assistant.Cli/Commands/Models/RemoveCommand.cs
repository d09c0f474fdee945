using System.CommandLine;
using Assistant.Cli.LocalModels;
using Assistant.Cli.Output;
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
            foreach (var model in parsed.GetValue(names)!.Select(name => LocalStore.Get(store, name)).ToList())
            {
                store.Remove(model);
                streams.Note(store.Owns(model) ? $"{model.Name} is removed, {ByteText.Of(model.Length)} are free again" : $"{model.Name} is removed here; {model.Path} stays");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
