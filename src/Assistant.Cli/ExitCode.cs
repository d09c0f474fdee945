namespace Assistant.Cli;

/// <summary>What the process says to whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Nothing is left to do.</summary>
    public const int Done = 0;

    /// <summary>Something is left: a diagnostic without a repair, a proposal that was not accepted.</summary>
    public const int SomethingLeft = 1;

    /// <summary>The work could not be started or was stopped.</summary>
    public const int CouldNotRun = 2;
}
