namespace Assistant.Cli.Benchmarks;

/// <summary>How often each thing of the server is measured.</summary>
/// <param name="Starts">Processes that are started to be asked <c>initialize</c>.</param>
/// <param name="Slips">Slips that are planted.</param>
/// <param name="Requests">Requests whose round trip is timed.</param>
/// <param name="Changes">Changes of a text in a storm.</param>
/// <param name="Idle">How long it is watched while nothing is asked of it.</param>
internal sealed record ServerCounts(int Starts, int Slips, int Requests, int Changes, TimeSpan Idle);
