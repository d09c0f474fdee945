namespace Assistant.Cli.Doctor;

/// <summary>One thing that can be wrong on a machine. It changes nothing, and what it cannot find out it says.</summary>
internal interface ICheck
{
    /// <summary>What it looks at, in one word.</summary>
    public string What { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends it; also when it takes too long.</param>
    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}
