namespace Assistant.Server.Front;

/// <summary>Starts engines.</summary>
internal interface IEngineLauncher
{
    /// <summary>Starts one.</summary>
    /// <param name="memoryBytes">What its heap may take.</param>
    /// <exception cref="IOException">It could not be started.</exception>
    public IEngine Launch(long memoryBytes);
}
