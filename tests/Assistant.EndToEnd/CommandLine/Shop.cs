using System.Text.Json;

namespace Assistant.EndToEnd.CommandLine;

/// <summary>A small sound solution, and proposals against it given by the text they replace.</summary>
internal static class Shop
{
    public const string Money = """
        namespace Lib;

        public static class Money
        {
            public static int Twice(int value) => value * 2;

            public static int Thrice(int value)
            {
                var result = value + value;
                return result + value;
            }

        #if OFF
            public static int Hidden => 1;
        #endif
        #if NET
            public static int Modern => 10;
        #else
            public static int Modern => 2;
        #endif
        }
        """;

    public const string Use = """
        namespace App;

        public static class Use
        {
            public static int Four => Lib.Money.Twice(2);

            public static int Length(string? text) => text is null ? 0 : text.Length;
        }
        """;

    public static Task<Folder> OpenAsync() => new Folder(
        ("All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>"""),
        (".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CA1051.severity = error\n"),
        ("README.md", "hello\n"),
        ("Lib/Lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><Nullable>enable</Nullable><LangVersion>latest</LangVersion></PropertyGroup>
            </Project>
            """),
        ("Lib/Money.cs", Money),
        ("Lib/Spare.cs", "namespace Lib;\n\npublic static class Spare\n{\n}\n"),
        ("App/App.csproj", Folder.Library.Replace("</Project>", """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>""", StringComparison.Ordinal)),
        ("App/Use.cs", Use)).RestoredAsync("App/App.csproj");

    /// <summary>Replaces the only occurrence of a text in <c>Lib/Money.cs</c> or <c>App/Use.cs</c>.</summary>
    public static object Edit(string path, string old, string newText)
    {
        var text = path == "Lib/Money.cs" ? Money : Use;
        var start = text.IndexOf(old, StringComparison.Ordinal);
        if (start < 0 || text.IndexOf(old, start + 1, StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"'{old}' is not once in {path}");
        return new { path, start, length = old.Length, newText };
    }

    public static string Proposal(string id, params object[] edits) => JsonSerializer.Serialize(new { id, edits });
}
