using System.Diagnostics;
using Assistant.Models;
using Assistant.ModelHost.Tests.Endpoint;
using Assistant.Platform;
using Assistant.RandomModels;
using Xunit;
using Xunit.Abstractions;

namespace Assistant.ModelHost.Tests.Processes;

/// <summary>T18: the host goes on for as long as somebody is connected, whoever started it, and then ends by itself.</summary>
[Collection(AloneCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class HostLifeTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>1.2 seconds.</summary>
    private static readonly string[] EndSoon = ["--end-after", "0.02"];

    /// <summary>The time above, and the rest for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly ModelQuery Query = new(ModelShapes.TinyQwen3.Name) { Prompt = "var total = orders.", MaxTokens = 20 };

    private readonly HostPlace place = new(ModelShapes.TinyQwen3);

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task It_ends_after_its_last_connection_and_not_before()
    {
        using (var supervisor = new HostSupervisor(place.Launch([.. EndSoon, "--forget"]), TimeProvider.System))
        {
            for (var turn = 0; turn < 3; turn++)
                Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
            var host = place.HostId;
            await Task.Delay(4000);
            Assert.Equal([host], place.Processes);
        }

        var took = await place.CountAsync(0, Patience);
        output.WriteLine($"ended {took.TotalMilliseconds:0} ms after its last connection");
        Assert.False(File.Exists(place.Socket));
    }

    [Fact]
    public async Task What_it_may_take_has_bounds()
    {
        using var supervisor = new HostSupervisor(place.Launch("--forget"), TimeProvider.System);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        var limits = await File.ReadAllLinesAsync($"/proc/{place.HostId}/limits");
        string[] Bound(string name) => limits.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2];
        Assert.Equal(["0", "0"], Bound("Max core file size"));
        var all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([all, all], Bound("Max data size"));
        // The control: this process has none.
        Assert.Contains("unlimited", (await File.ReadAllLinesAsync("/proc/self/limits")).Single(line => line.StartsWith("Max data size", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_ended_by_itself_is_no_death()
    {
        using var supervisor = new HostSupervisor(place.Launch([.. EndSoon, "--forget"]), TimeProvider.System);
        await supervisor.EnsureAsync(CancellationToken.None);
        await place.CountAsync(0, Patience);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        Assert.Null(supervisor.LastDeath);
    }

    [Fact]
    public async Task A_client_that_is_killed_leaves_a_host_that_ends_by_itself()
    {
        using var client = await StartClientAsync();
        var host = place.HostId;
        Signals.Send(client.Id, Signal.Kill);
        await client.WaitForExitAsync();
        Assert.True(OtherProcess.IsAlive(host));
        var took = await place.CountAsync(0, Patience);
        output.WriteLine($"ended {took.TotalMilliseconds:0} ms after its client was killed");
    }

    [Fact]
    public async Task An_interrupt_at_the_terminal_ends_the_client_and_not_the_host()
    {
        using var client = await StartClientAsync();
        var host = place.HostId;
        // To the whole group, as a terminal does.
        Signals.Send(-client.Id, Signal.Interrupt);
        await client.WaitForExitAsync();
        Assert.NotEqual(0, client.ExitCode);
        Assert.Equal([host], place.Processes);
        using var supervisor = new HostSupervisor(place.Launch(), TimeProvider.System);
        Assert.NotNull((await Asking.ReadAsync(supervisor, Query)).Ended);
        Assert.Equal([host], place.Processes);
    }

    [Fact]
    public async Task Of_several_that_are_started_at_once_one_lives_and_all_are_answered()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            var supervisors = Enumerable.Range(0, 4).Select(_ => new HostSupervisor(place.Launch("--forget"), TimeProvider.System)).ToList();
            var answers = await Task.WhenAll(supervisors.Select(supervisor => Asking.ReadAsync(supervisor, Query)));
            Assert.All(answers, answer => Assert.NotNull(answer.Ended));
            Assert.Single(answers.Select(answer => answer.Text).Distinct());
            await place.CountAsync(1, Patience);
            Assert.Equal([place.HostId], place.Processes);
            supervisors.ForEach(supervisor => supervisor.Dispose());
            await place.ClearAsync();
        }
    }

    // As its own session with its own group, in the middle of an answer.
    private async Task<Process> StartClientAsync()
    {
        var command = ClientProcess.Command(place, ModelShapes.TinyQwen3.Name + ".gguf", 3000, EndSoon);
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        var client = Process.Start(start)!;
        while (await client.StandardOutput.ReadLineAsync() is { } line && line != nameof(ModelEvent.Text))
            output.WriteLine(line);
        return client;
    }
}
