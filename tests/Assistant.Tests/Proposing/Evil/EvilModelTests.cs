using Xunit;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>
/// T4: whatever a model answers, what is shown compiles, hides nothing, changes the one member that was asked about and nothing
/// else, and no side effect comes of it. One of each kind; with ASSISTANT_FULL_COUNTS three of each, each in another scene.
/// </summary>
public sealed class EvilModelTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("ASSISTANT_FULL_COUNTS") is null ? 1 : 3;

    public static TheoryData<string> Kinds => [.. EvilKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_a_model_answers_what_is_shown_is_sound(string name)
    {
        // Not the same scene for each kind.
        var first = EvilKinds.All.IndexOf(EvilKinds.Named(name));
        for (var seed = first; seed < first + Seeds; seed++)
            await EvilRun.CheckAsync(EvilKinds.Named(name), seed);
    }

    [Fact]
    public void Each_kind_has_a_name_and_an_incident_of_its_own()
    {
        Assert.InRange(EvilKinds.All.Length, 50, int.MaxValue);
        Assert.Distinct(EvilKinds.All.Select(kind => kind.Name));
        Assert.All(EvilKinds.All, kind => Assert.NotEmpty(kind.Incident));
    }
}
