namespace Assistant.ModelHost.Tests.Processes;

/// <summary>Signals with Linux' numbers.</summary>
internal enum Signal
{
    Interrupt = 2,
    Abort = 6,
    Kill = 9,
    Segmentation = 11,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
