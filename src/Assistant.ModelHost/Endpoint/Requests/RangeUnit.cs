namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>What a range counts.</summary>
internal enum RangeUnit
{
    /// <summary>The value, which has no fraction.</summary>
    Integer,

    /// <summary>The value.</summary>
    Number,

    /// <summary>UTF-16 units of a text.</summary>
    Length,

    /// <summary>Entries of a list.</summary>
    Count,
}
