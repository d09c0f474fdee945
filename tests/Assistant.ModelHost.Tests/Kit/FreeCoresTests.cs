using Assistant.Platform;
using Xunit;

namespace Assistant.ModelHost.Tests.Kit;

/// <summary>Threads that take no core from others.</summary>
public sealed class FreeCoresTests
{
    [Theory]
    [InlineData(2, 0, 2, 2)]
    [InlineData(2, 0.8, 2, 1)]
    [InlineData(8, 2, 8, 6)]
    [InlineData(8, 2, 2, 2)]
    [InlineData(64, 30, 2, 2)]
    [InlineData(64, 63, 2, 1)]
    [InlineData(4, 9, 4, 1)]
    public void So_many(int machine, double others, int allowed, int threads) => Assert.Equal(threads, FreeCores.Of(machine, others, allowed));

    [Fact]
    public void This_machine_has_some() => Assert.InRange(new FreeCores(TimeProvider.System, 0).Count, 1, Environment.ProcessorCount);
}
