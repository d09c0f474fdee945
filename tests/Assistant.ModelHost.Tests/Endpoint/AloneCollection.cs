using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>Tests that look at what the whole process does: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
