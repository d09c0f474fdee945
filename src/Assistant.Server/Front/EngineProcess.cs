using System.Globalization;
using Assistant.Platform;

namespace Assistant.Server.Front;

/// <summary>An engine in a process of its own, so that it may die alone.</summary>
internal sealed class EngineProcess(PipedChild child) : IEngine
{
    public Stream Input => child.Input;

    public Stream Output => child.Output;

    public Task<int> Exited => child.Exited;

    public long MemoryBytes => child.MemoryBytes;

    public void Kill() => child.Kill();

    public void Dispose() => child.Dispose();

    /// <summary>Starts engines with one command line.</summary>
    /// <param name="fileName">The program.</param>
    /// <param name="arguments">What makes it an engine.</param>
    internal sealed class Launcher(string fileName, IReadOnlyList<string> arguments) : IEngineLauncher
    {
        public IEngine Launch(long memoryBytes)
        {
            // Beyond this the runtime says that there is no memory to the code that asks, which may be a generator's.
            var limit = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = memoryBytes.ToString("X", CultureInfo.InvariantCulture) };
            return new EngineProcess(ChildProcess.StartPiped(fileName, arguments, Environment.CurrentDirectory, limit));
        }
    }
}
