using System.Collections.Immutable;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>All kinds of worst case. Each is named after what it was seen to do, with the incident that taught it.</summary>
internal static class EvilKinds
{
    public static ImmutableArray<EvilKind> All { get; } = [.. EvilActs.All, .. EvilLetters.All, .. EvilSilence.All, .. EvilShapes.All, .. EvilMistakes.All];

    public static EvilKind Named(string name) => All.Single(kind => kind.Name == name);
}
