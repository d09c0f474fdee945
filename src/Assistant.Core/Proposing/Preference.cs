namespace Assistant.Core.Proposing;

/// <summary>Order among repairs that uncover equally many errors, first the best. Within one word the smallest change wins.</summary>
internal enum Preference
{
    /// <summary>Finds by name what was meant: a misspelling, a using that is missing.</summary>
    Named,

    /// <summary>The code around says it: nothing is decided that was not decided before.</summary>
    Evident,

    /// <summary>What most would write where the code around says nothing.</summary>
    Usual,

    /// <summary>Sound, but it decides something: a value in place of none, a way around.</summary>
    Possible,

    /// <summary>Changes what is declared, or says the same in a longer way.</summary>
    Late,

    /// <summary>May lose what is there, a fraction or high digits: only where nothing else is left.</summary>
    Lossy,
}
