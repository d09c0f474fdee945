using Xunit;

namespace Assistant.EndToEnd;

/// <summary>Tests of how soon something ends: beside others, they would measure those.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
