using Assistant.Bench.Engine;
using Assistant.Models;

// npm run bench -- engine; tools/bench.mjs gives the places.
if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    await new EngineBench(options, new EngineTable(Console.Out), TimeProvider.System).RunAsync(CancellationToken.None);
    return 0;
}
catch (Exception failure) when (failure is BenchException or ModelException)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}
