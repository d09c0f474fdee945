using Assistant.ModelHost.Endpoint.Requests;

namespace Assistant.ModelHost.Endpoint.Answers;

/// <summary>An error in OpenAI's shape.</summary>
internal sealed record ErrorAnswer(ErrorAnswer.Detail Error)
{
    /// <summary>What is told of it; all four fields are always there, as OpenAI sends them.</summary>
    internal sealed record Detail(string Message, string Type, string? Param, string? Code);

    public static ErrorAnswer Of(RequestProblem problem) => new(new Detail(problem.Message, problem.Type, problem.Field, problem.Code));
}
