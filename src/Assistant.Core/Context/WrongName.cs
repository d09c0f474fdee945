using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>A name that means nothing where it stands.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Receiver">The type or namespace before the dot; null where there is none, or nothing is known of it.</param>
/// <param name="IsMember">Whether it stands behind a dot.</param>
/// <param name="Position">UTF-16 units.</param>
internal sealed record WrongName(string Name, INamespaceOrTypeSymbol? Receiver, bool IsMember, int Position);
