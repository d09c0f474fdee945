using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using OrderDesk.Domain.Notifications;

namespace OrderDesk.Web.Services;

/// <summary>Stands in for a mail gateway: writes every message to the log.</summary>
public sealed class LoggingNotifier : INotifier
{
    private readonly ILogger<LoggingNotifier> _logger;

    public LoggingNotifier(ILogger<LoggingNotifier> logger)
    {
        _logger = logger;
    }

    public Task SendAsync(string recipient, string subject, CancellationToken cancellationToken)
    {
        _logger.LogInformation("To {Recipient}: {Subject}", recipient, subject);
        return Task.CompletedTask;
    }
}
