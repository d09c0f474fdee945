namespace Assistant.Cli.Doctor;

/// <summary>Whether something is to be done about a finding.</summary>
internal enum FindingState
{
    /// <summary>Nothing.</summary>
    Good,

    /// <summary>What works would work better.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Wrong,
}
