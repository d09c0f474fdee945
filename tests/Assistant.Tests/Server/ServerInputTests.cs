using System.Text.Json;
using Assistant.Platform;
using Assistant.Server.Documents;
using Assistant.Workspace;
using Xunit;

namespace Assistant.Tests.Server;

/// <summary>What comes from an editor beside texts: names of files, settings, folders.</summary>
public sealed class ServerInputTests
{
    [Theory]
    [InlineData("file:///a/b.cs", "/a/b.cs")]
    [InlineData("file:///a%20b/%C3%A9.cs", "/a b/é.cs")]
    [InlineData("file:///a/../b.cs", "/b.cs")]
    [InlineData("file:///a%23b.cs", "/a#b.cs")]
    [InlineData("file:///a%25b.cs", "/a%b.cs")]
    [InlineData("file://localhost/a.cs", null)]
    [InlineData("file://host/a.cs", null)]
    [InlineData("file:///a%00b.cs", null)]
    [InlineData("untitled:Untitled-1", null)]
    [InlineData("git:/a/b.cs?ref", null)]
    [InlineData("https://example.org/a.cs", null)]
    [InlineData("a.cs", null)]
    [InlineData("", null)]
    [InlineData("file:", null)]
    public void A_name_is_the_path_of_a_file_of_this_machine_or_nothing(string uri, string? path) => Assert.Equal(path, DocumentUri.PathOf(uri));

    [Theory]
    [InlineData("/a/b.cs")]
    [InlineData("/a b/é #%?.cs")]
    [InlineData("/a+b&c=[d].cs")]
    public void A_path_comes_back_from_its_name(string path) => Assert.Equal(path, DocumentUri.PathOf(DocumentUri.Of(path)));

    [Theory]
    [InlineData("{}", "- - False False 4096 -")]
    [InlineData("""{"solution":"A.sln","diagnostics":true,"besideRoslyn":true,"trusted":false,"engineMegabytes":512}""", "A.sln - True True 512 False")]
    [InlineData("""{"properties":{"A":"1","b":"2"}}""", "- A=1,b=2 False False 4096 -")]
    [InlineData("""{"unknown":[null],"diagnostics":null}""", "- - False False 4096 -")]
    [InlineData("""{"solution":""}""", null)]
    [InlineData("""{"solution":7}""", null)]
    [InlineData("""{"solution":"a\u0000b"}""", null)]
    [InlineData("""{"properties":{"A":1}}""", null)]
    [InlineData("""{"properties":["A"]}""", null)]
    [InlineData("""{"diagnostics":"true"}""", null)]
    [InlineData("""{"besideRoslyn":1}""", null)]
    [InlineData("""{"trusted":"yes"}""", null)]
    [InlineData("""{"engineMegabytes":511}""", null)]
    [InlineData("""{"engineMegabytes":1e99}""", null)]
    [InlineData("""{"engineMegabytes":"1024"}""", null)]
    [InlineData("[]", null)]
    [InlineData("3", null)]
    public void Settings_of_the_wrong_type_are_none(string json, string? expected)
    {
        using var document = JsonDocument.Parse(json);
        if (expected is null)
        {
            Assert.Throws<WorkspaceException>(() => new Settings().With(document.RootElement));
            return;
        }

        var settings = new Settings().With(document.RootElement);
        var shown = $"{settings.Solution ?? "-"} {(settings.Properties.IsEmpty ? "-" : string.Join(',', settings.Properties.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}")))} "
                + $"{settings.Diagnostics} {settings.BesideRoslyn} {settings.EngineMegabytes} {settings.Trusted?.ToString() ?? "-"}";
        Assert.Equal(expected, shown);
    }

    [Theory]
    [InlineData("A.sln", "A.sln")]
    [InlineData("A.sln A.slnx B.sln", "A.slnx B.sln")]
    [InlineData("x/A.sln y/B.slnx A.txt", "x/A.sln y/B.slnx")]
    [InlineData("A.sln x/B.sln", "A.sln x/B.sln")]
    [InlineData("x/y/A.sln", "x/y/A.sln")]
    [InlineData("x/y/z/A.sln", "")]
    [InlineData("x/y/z/A.csproj", ".")]
    [InlineData("bin/A.sln obj/B.sln node_modules/C.sln .git/D.sln", "")]
    [InlineData("a.cs", "")]
    public void Solutions_are_found_by_name(string files, string expected)
    {
        using var temp = TempFolder.Create("assistant-test-");
        foreach (var file in files.Split(' '))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(temp.Path, file))!);
            File.WriteAllText(Path.Combine(temp.Path, file), "");
        }

        Assert.Equal(expected, string.Join(' ', SolutionSearch.In([temp.Path, Path.Combine(temp.Path, "missing")]).Select(path => Path.GetRelativePath(temp.Path, path)).Order(StringComparer.Ordinal)));
    }
}
