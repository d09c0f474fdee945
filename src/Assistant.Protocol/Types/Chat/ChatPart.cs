using System.Text.Json.Serialization;

namespace Assistant.Protocol.Types.Chat;

/// <summary>What comes of an answer while it is written.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TierPart), "tier")]
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(StatePart), "state")]
[JsonDerivedType(typeof(EditPart), "edit")]
public abstract record ChatPart
{
    /// <summary>Who answers from here on.</summary>
    /// <param name="Tier">Such as <c>small</c>.</param>
    /// <param name="Model">What its model is called.</param>
    /// <param name="Local">Whether that is on this machine.</param>
    /// <param name="Reason">Why, in words that follow its name.</param>
    public sealed record TierPart(string Tier, string Model, bool Local, string Reason) : ChatPart;

    /// <summary>More prose.</summary>
    /// <param name="Text">In Markdown.</param>
    public sealed record TextPart(string Text) : ChatPart;

    /// <summary>What is done at the moment.</summary>
    /// <param name="Message">In words.</param>
    public sealed record StatePart(string Message) : ChatPart;

    /// <summary>A block of code with the compiler's word; one with the id of an earlier one takes the place of that.</summary>
    /// <param name="Id">What it is applied by.</param>
    /// <param name="Language">As the model named it, in lower case; empty where it did not.</param>
    /// <param name="Code">Its lines.</param>
    /// <param name="Path">The file it writes, relative to the solution's folder; null for a fragment.</param>
    /// <param name="Title">What it writes, for people; null for a fragment.</param>
    /// <param name="Verdict"><c>accepted</c>, <c>rejected</c>, or <c>notVerified</c> for a fragment that cannot be checked.</param>
    /// <param name="Reason">Why, where no diagnostic says it.</param>
    /// <param name="NewDiagnostics">What the compiler would report.</param>
    /// <param name="Silencing">What it would only hide.</param>
    /// <param name="Together">Blocks that must be applied with it, by id.</param>
    public sealed record EditPart(
        string Id,
        string Language,
        string Code,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Path,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Title,
        string Verdict,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
        IReadOnlyList<RejectedProposals.NewDiagnostic> NewDiagnostics,
        IReadOnlyList<RejectedProposals.SilencingEdit> Silencing,
        IReadOnlyList<string> Together) : ChatPart;
}
