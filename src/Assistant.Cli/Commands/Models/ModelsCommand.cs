using System.CommandLine;
using Assistant.Cli.Output;
using Assistant.Platform;

namespace Assistant.Cli.Commands.Models;

/// <summary><c>assistant models</c>: the weights on this machine, and those that would fit it.</summary>
internal static class ModelsCommand
{
    public static Command Create(UserFolders folders, StandardStreams streams) => new("models", "The local models of this machine: which ones fit, get, take over, check and remove them.")
    {
        RecommendCommand.Create(folders, streams),
        ListCommand.Create(folders, streams),
        PullCommand.Create(folders, streams),
        ImportCommand.Create(folders, streams),
        BundleCommand.Create(folders, streams),
        VerifyModelsCommand.Create(folders, streams),
        PinCommand.Create(folders, streams),
        RemoveCommand.Create(folders, streams),
    };
}
