using Assistant.EndToEnd.CommandLine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Assistant.EndToEnd.Server;

/// <summary>A solution with a generator that does harm when the code has a class of that name, so that an edit sets it off.</summary>
internal static class HostileGenerator
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using System.Text;
        using Microsoft.CodeAnalysis;

        [Generator]
        public sealed class Hostile : IIncrementalGenerator
        {
            private static readonly List<byte[]> Kept = new();

            public void Initialize(IncrementalGeneratorInitializationContext context) =>
                context.RegisterSourceOutput(context.CompilationProvider, (output, compilation) =>
                {
                    bool Has(string name) => compilation.GetTypeByMetadataName(name) != null;
                    if (Has("Print"))
                    {
                        Console.WriteLine("Content-Length: 7\r\n\r\nmanaged");
                        Console.Out.Flush();
                        using (var raw = Console.OpenStandardOutput())
                            raw.Write(Encoding.ASCII.GetBytes("raw\n"), 0, 4);
                        puts("Content-Length: 6\r\n\r\nnative");
                        fflush(IntPtr.Zero);
                        write(1, Encoding.ASCII.GetBytes("syscall\n"), 8);
                    }

                    if (Has("Throw"))
                        throw new InvalidOperationException("of the generator");
                    if (Has("Quit"))
                        Environment.Exit(7);
                    while (Has("Loop"))
                    {
                    }

                    for (var blocks = 0; Has("Allocate") && blocks < 64; blocks++)
                    {
                        var block = new byte[64 << 20];
                        Array.Fill(block, (byte)1);
                        Kept.Add(block);
                    }

                    output.AddSource("Made.g.cs", "public static class Made { public const int Number = 1; }");
                });

            [DllImport("libc")]
            private static extern int puts(string text);

            [DllImport("libc")]
            private static extern int fflush(IntPtr file);

            [DllImport("libc")]
            private static extern nint write(int file, byte[] bytes, nint count);
        }
        """;

    public static async Task<Folder> OpenAsync(string text)
    {
        var project = Broken.Project.Replace("</Project>", """<ItemGroup><Analyzer Include="tools/Hostile.dll" /></ItemGroup></Project>""", StringComparison.Ordinal);
        var folder = await new Folder(("Lib.csproj", project), ("Use.cs", text)).RestoredAsync("Lib.csproj");
        folder.WriteBytes("tools/Hostile.dll", Compiled(Source));
        return folder;
    }

    /// <summary>A generator that writes a file as soon as it is there.</summary>
    public static byte[] Writing(string path) => Compiled($$"""
        [Microsoft.CodeAnalysis.Generator]
        public sealed class Writing : Microsoft.CodeAnalysis.IIncrementalGenerator
        {
            public void Initialize(Microsoft.CodeAnalysis.IncrementalGeneratorInitializationContext context) => System.IO.File.WriteAllText(@"{{path}}", "");
        }
        """);

    /// <summary>A program that writes a file.</summary>
    public static byte[] WritingProgram(string path) => Compiled($$"""System.IO.File.WriteAllText(@"{{path}}", "");""", OutputKind.ConsoleApplication);

    private static byte[] Compiled(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Append(typeof(Compilation).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Hostile",
            [CSharpSyntaxTree.ParseText(source)],
            references,
            new CSharpCompilationOptions(kind));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }
}
