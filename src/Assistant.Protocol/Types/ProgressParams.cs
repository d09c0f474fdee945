using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary><c>$/progress</c> of work that takes long.</summary>
/// <param name="Token">What the progress is known by.</param>
/// <param name="Value">What is to be shown.</param>
public sealed record ProgressParams(JsonElement Token, ProgressParams.WorkDone Value)
{
    /// <param name="Kind"><c>begin</c>, <c>report</c> or <c>end</c>.</param>
    /// <param name="Title">At its beginning: what is done.</param>
    /// <param name="Message">What is done at the moment.</param>
    /// <param name="Cancellable">Whether the user may stop it.</param>
    public sealed record WorkDone(string Kind, string? Title = null, string? Message = null, bool? Cancellable = null);
}
