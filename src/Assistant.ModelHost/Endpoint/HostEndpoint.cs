using System.Net;
using System.Net.Sockets;
using Assistant.ModelHost.Endpoint.Guarding;
using Assistant.ModelHost.Endpoint.Listening;
using Assistant.ModelHost.Generation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Assistant.ModelHost.Endpoint;

/// <summary>
/// The OpenAI-compatible endpoint: <c>/v1/models</c>, <c>/v1/completions</c>, <c>/v1/chat/completions</c> and <c>/health</c>,
/// on a Unix socket that only its user can reach, and on a port of 127.0.0.1 where that was asked for. It takes nothing from
/// configuration files or the environment, and writes no log.
/// </summary>
public sealed class HostEndpoint : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly SocketPlace? place;
    private readonly OpenConnections connections;
    private readonly CancellationTokenSource life = new();
    private readonly EndpointOptions options;
    private bool ended;

    private HostEndpoint(IGenerator generator, EndpointOptions options, SocketPlace? place, TimeProvider time)
    {
        this.options = options;
        this.place = place;
        connections = new OpenConnections(options.IdleTime, time);
        application = Build(options, connections);
        var token = new AccessToken();
        Token = options.TcpPort is null ? null : token.Text;
        application.Run(new EndpointApplication(generator, new RequestGuard(token), time, life.Token).AnswerAsync);
    }

    /// <summary>Where it listens, for people: the URL when there is a port, else the path of the socket or the name of the pipe.</summary>
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
        .FirstOrDefault(address => address.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) ?? options.Place;

    /// <summary>What requests to the port must show as <c>Authorization: Bearer</c>; null when there is no port.</summary>
    public string? Token { get; }

    /// <summary>Completes when nobody has held a connection for <see cref="EndpointOptions.IdleTime"/>.</summary>
    public Task Idle => connections.Idle;

    /// <summary>Connections that are open now.</summary>
    public int Connections => connections.Count;

    /// <summary>Starts it.</summary>
    /// <param name="generator">Answers the requests.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The endpoint, or why there is none.</returns>
    public static async Task<HostStart> StartAsync(IGenerator generator, EndpointOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        SocketPlace? taken = null;
        // On Windows the name of the pipe is the lock.
        if (!OperatingSystem.IsWindows())
        {
            (taken, var failure) = SocketPlace.Take(options.Place);
            if (failure is not null)
                return failure;
        }

#pragma warning disable CA2000 // Its new owner ends it, or the failure below.
        var endpoint = new HostEndpoint(generator, options, taken, time);
#pragma warning restore CA2000
        try
        {
            await endpoint.application.StartAsync(cancellationToken);
            return new HostStart.Started(endpoint);
        }
        catch (Exception failure)
        {
            await endpoint.DisposeAsync();
            if (OperatingSystem.IsWindows() && options.TcpPort is null && failure is IOException { InnerException: AddressInUseException })
                return new HostStart.AlreadyRunning($"a host is already running at {options.Place}");
            if (failure is IOException or SocketException or UnauthorizedAccessException)
                return new HostStart.Refused($"the host cannot listen: {failure.Message}");
            throw;
        }
    }

    /// <summary>Ends all requests, closes all connections and lets go of the place.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, true))
            return;
        await life.CancelAsync();
        using var patience = new CancellationTokenSource(EndpointLimits.EndTime);
        try
        {
            await application.StopAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // A request that does not end when it is told to is left to the end of the process; its connection is closed.
        }

        await application.DisposeAsync();
        place?.Dispose();
        connections.Dispose();
        life.Dispose();
    }

    private static WebApplication Build(EndpointOptions options, OpenConnections connections)
    {
        // Of all builders the only one that reads neither files nor variables and has no logging.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endPoint =>
            endPoint is UnixDomainSocketEndPoint unix ? SocketPlace.Bind(unix) : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint));
        if (OperatingSystem.IsWindows())
            builder.WebHost.UseNamedPipes(pipes => pipes.CurrentUserOnly = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Set(kestrel);
            if (OperatingSystem.IsWindows())
                kestrel.ListenNamedPipe(options.Place, listen => Serve(listen, connections, isPrivate: true));
            else
                kestrel.ListenUnixSocket(options.Place, listen => Serve(listen, connections, isPrivate: true));
            if (options.TcpPort is { } port)
                kestrel.Listen(IPAddress.Loopback, port, listen => Serve(listen, connections, isPrivate: false));
        });
        return builder.Build();
    }

    private static void Serve(ListenOptions listen, OpenConnections connections, bool isPrivate)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            if (isPrivate)
                connection.Features.Set(new PrivateConnection());
            connections.Opened();
            try
            {
                await next(connection);
            }
            finally
            {
                connections.Closed();
            }
        });
    }
}
