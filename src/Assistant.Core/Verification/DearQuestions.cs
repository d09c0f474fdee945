namespace Assistant.Core.Verification;

/// <summary>What a trial does where only a whole project tells, which takes as long as a build.</summary>
internal enum DearQuestions
{
    /// <summary>It asks.</summary>
    Asked,

    /// <summary>It ends without an answer.</summary>
    Refused,

    /// <summary>It goes on as if the answer were yes: whoever wants to know the errors of the state after asks then.</summary>
    Deferred,
}
