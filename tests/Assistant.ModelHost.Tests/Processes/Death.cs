namespace Assistant.ModelHost.Tests.Processes;

/// <summary>How a host goes.</summary>
public enum Death
{
    /// <summary>SIGKILL, as the system does where memory is short.</summary>
    Kill,

    /// <summary>SIGSEGV.</summary>
    Segmentation,

    /// <summary>SIGABRT.</summary>
    Abort,

    /// <summary>SIGSTOP: it is there and says nothing.</summary>
    Stop,

    /// <summary>It ends with code 0.</summary>
    Exit,
}
