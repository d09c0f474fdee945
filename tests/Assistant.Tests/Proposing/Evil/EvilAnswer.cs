namespace Assistant.Tests.Proposing.Evil;

/// <summary>What is to come of an answer.</summary>
internal enum Shown
{
    /// <summary>Nothing is shown.</summary>
    Nothing,

    /// <summary>The file is what is expected, byte for byte.</summary>
    Exact,

    /// <summary>Nothing, or something that compiles, hides nothing and stays in its member.</summary>
    Sound,

    /// <summary>Something that compiles, hides nothing and stays in its member.</summary>
    Something,
}

/// <summary>What a model says, and what is to come of it.</summary>
/// <param name="Shown">What is to come of it.</param>
/// <param name="Texts">The answers in turn; the last one again and again.</param>
internal sealed record EvilAnswer(Shown Shown, params IReadOnlyList<string> Texts)
{
    /// <summary>Why an answer ends: <c>length</c> when it was cut off.</summary>
    public string Reason { get; init; } = "stop";

    /// <summary>The member that is expected; null for the right one.</summary>
    public string? Member { get; init; }

    /// <summary>The same without what is evil in it: it must be taken, which shows that what is evil is why the other is not. Null where there is none.</summary>
    public string? Control { get; init; }

    /// <summary>Members beside the one that was asked about which the answer writes otherwise, and which may so be changed.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>What must stand in why it was not taken; empty where that does not matter.</summary>
    public string Why { get; init; } = "";
}

/// <summary>A kind of worst case.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Incident">What taught it.</param>
/// <param name="Make">Makes one out of a scene and a seed.</param>
internal sealed record EvilKind(string Name, string Incident, Func<EvilScene, Random, EvilAnswer> Make)
{
    public override string ToString() => Name;
}
