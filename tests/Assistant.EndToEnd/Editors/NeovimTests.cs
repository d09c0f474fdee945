using System.ComponentModel;
using Assistant.EndToEnd.CommandLine;
using Xunit;

namespace Assistant.EndToEnd.Editors;

/// <summary>The language server in Neovim, whose client, diagnostics and edits are its own: <c>repair.lua</c> only says what is chosen.</summary>
public sealed class NeovimTests
{
    private const string Repaired = "src/OrderDesk.Domain/Import/CsvReader.cs";

    [Fact]
    public async Task Preferred_repairs_are_applied_and_saved_and_the_server_stops()
    {
        using var folder = await Sample.CopyAsync();
        var expected = Contents(folder);
        var faults = Sample.Faults.Where(fault => fault.Path == Repaired).ToList();
        expected[Repaired] = faults.OrderByDescending(fault => fault.Start)
            .Aggregate(expected[Repaired], (text, fault) => text.Remove(fault.Start, fault.Length).Insert(fault.Start, fault.NewText));

        var answer = await RunAsync(folder, faults);

        Assert.True(answer.ExitCode == 0, $"Neovim ended with {answer.ExitCode}\n{answer.Output}\n{answer.Error}");
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. faults.Select(fault => fault.Diagnostic), "2", "0"], lines.Select(line => line.Split(' ')[1]));
        var actual = Contents(folder);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }

    private static async Task<CliAnswer> RunAsync(Folder folder, IEnumerable<Fault> faults)
    {
        var script = Path.Combine(Repository.Root, "tests", "Assistant.EndToEnd", "Editors", "repair.lua");
        // What follows the script is run only when it could not be.
        var neovim = new Cli(folder) { Command = ["nvim", "--clean", "--headless", "-n", "-c", $"luafile {script}", "-c", "cquit 3"] };
        neovim.Variables["REPAIR_SERVER"] = Repository.Assistant;
        neovim.Variables["REPAIR_FILE"] = Repaired;
        neovim.Variables["REPAIR_IDS"] = string.Join(',', faults.Select(fault => fault.Diagnostic));
        neovim.Variables["REPAIR_MARK"] = folder.Root;
        try
        {
            return await neovim.RunAsync();
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("Neovim is needed: sudo apt-get install -y --no-install-recommends neovim", missing);
        }
    }

    // One character for each byte, whatever the encoding.
    private static SortedDictionary<string, string> Contents(Folder folder) => new(
        Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToDictionary(file => file, file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.At(file))), StringComparer.Ordinal),
        StringComparer.Ordinal);
}
