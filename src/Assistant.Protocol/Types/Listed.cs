using System.Text.Json;

namespace Assistant.Protocol.Types;

/// <summary>Lists of messages: the JSON library lets null be an element of a list of anything.</summary>
internal static class Listed
{
    /// <summary>The list itself.</summary>
    /// <exception cref="JsonException">Null is in it.</exception>
    public static IReadOnlyList<T> WithoutNull<T>(IReadOnlyList<T> list)
        where T : class => list.Any(element => element is null) ? throw new JsonException("a list holds null") : list;
}
