using Assistant.Cli.Output;

namespace Assistant.Cli.Doctor;

/// <summary>What <c>assistant doctor --format json</c> answers.</summary>
internal sealed record DoctorPage(string Program, IReadOnlyList<DoctorPage.Entry> Findings)
{
    /// <summary>A <see cref="Finding"/>.</summary>
    internal sealed record Entry(string What, string State, string Words, string? Next);

    public static DoctorPage Of(string program, IEnumerable<Finding> findings) =>
        new(program, [.. findings.Select(finding => new Entry(finding.What, AnswerJson.NameOf(finding.State), finding.Words, finding.Next))]);
}
