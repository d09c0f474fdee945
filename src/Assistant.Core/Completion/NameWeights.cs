namespace Assistant.Core.Completion;

/// <summary>
/// What each of <see cref="NameFeatures.Labels"/> is worth. Fitted by maximum likelihood on 4,800 places in Serilog, Polly, Dapper
/// and NodaTime, each file held out; this repository, on which the benchmark measures by default, was not among them.
/// <c>assistant debug fit</c> prints what is fitted on other solutions, beside these.
/// </summary>
internal static class NameWeights
{
    /// <summary>For a member of a receiver.</summary>
    public static ReadOnlySpan<double> OfMembers =>
    [
        0.30, -0.16, -0.09, 0.31, 0.28, -0.38,
        0.00, 0.00, -0.30, 0.91, -0.30, -1.88, -0.97, 0.32, -0.25, 3.52, -2.10,
        1.59, 1.02, -1.22, -0.24,
        1.28, 1.37, 1.38,
        0.25, -0.45,
    ];

    /// <summary>For a name that stands by itself.</summary>
    public static ReadOnlySpan<double> OfOthers =>
    [
        -0.16, 0.02, 0.07, 0.35, 0.38, 0.21,
        1.18, 0.51, 1.74, 0.10, -1.04, 0.00, 0.00, 0.70, -0.19, 0.69, -0.41,
        2.40, 1.93, -0.27, -0.01,
        1.03, 0.59, 0.47,
        0.44, 0.00,
    ];
}
