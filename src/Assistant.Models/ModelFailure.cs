namespace Assistant.Models;

/// <summary>Why a model gave no answer.</summary>
public enum ModelFailure
{
    /// <summary>The request was refused: the words say what is wrong with it.</summary>
    Refused,

    /// <summary>The server wants a key, or another one.</summary>
    NotAllowed,

    /// <summary>There is no such model.</summary>
    UnknownModel,

    /// <summary>It has too much to do or too little memory; asking again later may help.</summary>
    Busy,

    /// <summary>The server failed, died, or says nothing any more. What came until then is no answer.</summary>
    Failed,

    /// <summary>The host died so often that it is not started again until somebody says so.</summary>
    GivenUp,
}
