
namespace Assistant.ModelHost.Tests.Processes;

/// <summary>What tests start as processes of their own.</summary>
internal static class Program
{
    /// <summary>The command that starts this program.</summary>
    public static IReadOnlyList<string> Command { get; } = ["dotnet", typeof(Program).Assembly.Location];

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["scripted-host", var socket, var note, var script]:
                await new ScriptedHost(socket, note, script).RunAsync();
                return 0;
            case ["client", var socket, var models, var tokens, .. var more]:
                return await ClientProcess.RunAsync(socket, models, int.Parse(tokens), more);
            default:
                throw new ArgumentException($"no such part: {string.Join(' ', arguments)}", nameof(arguments));
        }
    }
}
