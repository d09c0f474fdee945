using Microsoft.Extensions.Hosting;

namespace Assistant.ModelHost.Endpoint;

/// <summary>Leaves the signals of the process to whoever started the endpoint; the framework's own would end it at Ctrl+C.</summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
