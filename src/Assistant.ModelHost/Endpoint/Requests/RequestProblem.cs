using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>Why a request is not answered, as the client is told.</summary>
/// <param name="Status">Status code of HTTP.</param>
/// <param name="Code">One word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Field">The field that is wrong; null when it is none.</param>
internal sealed record RequestProblem(int Status, string Code, string Message, string? Field = null)
{
    /// <summary>The kind, in OpenAI's words.</summary>
    public string Type => Status < 500 ? "invalid_request_error" : "server_error";

    /// <summary>A field is not as it must be.</summary>
    public static RequestProblem Invalid(string field, string rule) => new(400, "invalid_value", $"{field} {rule}", field);

    /// <summary>What a generator could not do.</summary>
    public static RequestProblem Of(GenerationException failure) => failure.Failure switch
    {
        GenerationFailure.UnknownModel => new(404, "model_not_found", failure.Message, "model"),
        GenerationFailure.BadRequest => new(400, "bad_request", failure.Message),
        GenerationFailure.ModelRejected => new(422, "model_rejected", failure.Message, "model"),
        GenerationFailure.Busy => new(503, "busy", failure.Message),
        _ => new(500, "engine", failure.Message),
    };

    /// <summary>A fault of this program. Its message may hold anything, so only its kind is told.</summary>
    public static RequestProblem Of(Exception fault) => new(500, "engine", $"the host failed with {fault.GetType().Name}");
}
