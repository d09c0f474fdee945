namespace Assistant.ModelHost.Endpoint.Requests;

/// <summary>What a field may be. Both ends are inside.</summary>
/// <param name="Field">Its name; <c>stop[]</c> is an entry of a list.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The most.</param>
internal sealed record FieldRange(string Field, RangeUnit Unit, double Minimum, double Maximum)
{
    /// <summary>The rule as the end of a sentence that begins with the field's name.</summary>
    public string Rule => Unit switch
    {
        RangeUnit.Number when Minimum == Maximum => $"must be the number {Minimum:0.##}, if it is given",
        RangeUnit.Integer => $"must be an integer {Span}",
        RangeUnit.Number => $"must be a number {Span}",
        RangeUnit.Length => $"must be a text {Span} characters long",
        _ => $"must be a list {Span} entries long",
    };

    private string Span => $"from {Minimum:0.##} to {Maximum:0.##}";

    /// <summary>Whether a value, length or count is allowed. What is not a number is not.</summary>
    public bool Holds(double value) => value >= Minimum && value <= Maximum;
}
