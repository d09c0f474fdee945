using Assistant.Core.Edits;
using Assistant.Core.Verification;
using Xunit;

namespace Assistant.EndToEnd;

/// <summary>Razor pages see C# through a generator: what breaks them is rejected where the page says it.</summary>
public sealed class RazorTests
{
    private const string Shown = """
        namespace Web;

        public static class Shown
        {
            public static int Number(int x) => x + 1;

            public static string Text(int x) { return x.ToString(); }

            private static int Hidden() => 1;
        }
        """;

    [Fact]
    public async Task Changes_that_pages_feel_are_judged_with_them()
    {
        using var folder = await new Folder(
            ("Web.csproj", """
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RequiresAspNetWebAssets>false</RequiresAspNetWebAssets></PropertyGroup>
                </Project>
                """),
            ("Program.cs", "WebApplication.CreateBuilder(args).Build().Run(); Console.WriteLine(typeof(Web.Page));"),
            ("Shown.cs", Shown),
            ("Page.razor", "<p>@Web.Shown.Number(1) @Web.Shown.Text(2).Length</p>")).RestoredAsync("Web.csproj");
        var verifier = new Verifier((await folder.OpenAsync(".")).Snapshot);
        Assert.Equal("Accepted Body", await JudgeAsync(verifier, "x + 1", "x + 2"));
        Assert.Equal("Accepted Body", await JudgeAsync(verifier, "int Hidden() => 1;", "int Other() => 1;"));
        Assert.Equal("Accepted Project", await JudgeAsync(verifier, "int Number", "long Number"));
        Assert.Equal("Rejected Project CS0117@Page.razor", await JudgeAsync(verifier, "Number(int x)", "Numbers(int x)"));
        Assert.Equal("Rejected Project CS7036@Page.razor", await JudgeAsync(verifier, "Number(int x)", "Number(int x, int y)"));
        Assert.Equal("Rejected Project CS1061@Page.razor", await JudgeAsync(verifier, "string Text(int x) { return x.ToString(); }", "object Text(int x) { return x; }"));
    }

    private static async Task<string> JudgeAsync(Verifier verifier, string old, string text)
    {
        var start = Shown.IndexOf(old, StringComparison.Ordinal);
        var verdict = await verifier.VerifyAsync([new ReplaceText("Shown.cs", start, old.Length, text)], withAnalyzers: false, CancellationToken.None);
        return string.Join(' ', [$"{verdict.Kind} {verdict.Stage}", .. verdict.NewDiagnostics.Select(error => $"{error.Id}@{error.Path}").Distinct()]);
    }
}
