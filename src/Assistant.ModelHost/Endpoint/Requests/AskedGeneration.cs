using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>A request that was understood.</summary>
/// <param name="Request">What is asked of the generator.</param>
/// <param name="IsStream">Whether text is sent while it is generated.</param>
/// <param name="WithUsage">Whether a stream tells the counts of tokens at its end.</param>
internal sealed record AskedGeneration(GenerationRequest Request, bool IsStream, bool WithUsage);
