using System.Text.Json;
using Assistant.Platform;
using Xunit;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>One entry of the sample's list of planted faults.</summary>
internal sealed record Fault(string Id, string Path, int Line, string Diagnostic, int Start, int Length, string NewText);

/// <summary>Copies of the sample solution, its packages restored and its generator built once for all of them.</summary>
internal static class Sample
{
    private static readonly JsonSerializerOptions Naming = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<Task<TempFolder>> Prepared = new(PrepareAsync);

    public static string Root => Path.Combine(Repository.Root, "samples", "OrderDesk");

    public static IReadOnlyList<Fault> Faults { get; } =
        JsonSerializer.Deserialize<List<Fault>>(File.ReadAllText(Path.Combine(Root, "faults.json")), Naming)!;

    /// <summary>A copy of its own for a test.</summary>
    public static async Task<Folder> CopyAsync()
    {
        var folder = new Folder();
        Copy((await Prepared.Value).Path, folder.Root);
        return folder;
    }

    /// <summary>A copy without the planted faults, its domain compiled for three target frameworks.</summary>
    public static async Task<Folder> RepairedAsync()
    {
        var folder = await CopyAsync();
        foreach (var file in Faults.GroupBy(fault => fault.Path, StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(folder.At(file.Key));
            foreach (var fault in file.OrderByDescending(fault => fault.Start))
                text = text.Remove(fault.Start, fault.Length).Insert(fault.Start, fault.NewText);
            folder.Write(file.Key, text);
        }

        const string domain = "src/OrderDesk.Domain/OrderDesk.Domain.csproj";
        folder.Write(domain, (await File.ReadAllTextAsync(folder.At(domain))).Replace("net10.0;netstandard2.0", "net10.0;net9.0;netstandard2.0", StringComparison.Ordinal));
        await DotnetAsync(folder.Root, "restore", "-v:q", "-nologo", "-nodeReuse:false");
        return folder;
    }

    /// <summary>Copies a folder without what builds and version control keep in it, or with it.</summary>
    public static void Copy(string from, string to, params string[] without)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var sub in Directory.GetDirectories(from).Where(sub => !without.Contains(Path.GetFileName(sub), StringComparer.Ordinal)))
            Copy(sub, Path.Combine(to, Path.GetFileName(sub)), without);
    }

    /// <summary>Runs <c>dotnet</c> to its good end.</summary>
    public static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal) { ["MSBUILD_EXE_PATH"] = null, ["MSBuildSDKsPath"] = null, ["MSBuildExtensionsPath"] = null };
        var result = await ChildProcess.RunAsync("dotnet", arguments, folder, changes, TimeSpan.FromMinutes(4), CancellationToken.None);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    private static async Task<TempFolder> PrepareAsync()
    {
        var temp = TempFolder.Create("assistant-test-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => temp.Dispose();
        Copy(Root, temp.Path, "bin", "obj");
        await DotnetAsync(temp.Path, "restore", "-v:q", "-nologo", "-nodeReuse:false");
        await DotnetAsync(temp.Path, "build", "src/OrderDesk.Generators", "--no-restore", "-v:q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        return temp;
    }
}
