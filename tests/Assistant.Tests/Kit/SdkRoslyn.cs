using System.Reflection;
using System.Runtime.Loader;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: Xunit.TestFramework("Assistant.Tests.Kit.SdkRoslyn", "Assistant.Tests")]

namespace Assistant.Tests.Kit;

/// <summary>
/// Runs the tests on the Roslyn of the newest SDK, as the product does. xunit makes this object before it looks at any
/// test, so fields, rows and signatures of tests may use Roslyn's types.
/// </summary>
public sealed class SdkRoslyn : XunitTestFramework
{
    private static readonly string Sdk = NewestSdk();

    public SdkRoslyn(IMessageSink messageSink)
        : base(messageSink) => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <summary>The folder that holds <c>sdk</c>, <c>shared</c> and <c>packs</c>.</summary>
    public static string DotnetRoot => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static string NewestSdk() =>
        Directory.EnumerateDirectories(Path.Combine(DotnetRoot, "sdk"))
            .Where(folder => Directory.Exists(Path.Combine(folder, "Roslyn", "bincore")))
            .MaxBy(folder => Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version(0, 0))
        ?? throw new DirectoryNotFoundException($"no .NET SDK under {DotnetRoot}");

    // The compiler beside csc is precompiled; the workspace layer exists only in the folder of dotnet-format.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        new[] { Path.Combine(Sdk, "Roslyn", "bincore"), Path.Combine(Sdk, "DotnetTools", "dotnet-format") }
            .Select(folder => Path.Combine(folder, name.Name + ".dll"))
            .Where(File.Exists)
            .Select(context.LoadFromAssemblyPath)
            .FirstOrDefault();
}
