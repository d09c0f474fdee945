using System;

namespace OrderDesk.Domain.Common;

/// <summary>A business rule refused the request; the message can be shown to the caller.</summary>
public class DomainException : Exception
{
    public DomainException(string message)
        : base(message)
    {
    }
}

/// <summary>The entity that was asked for does not exist.</summary>
public sealed class EntityNotFoundException : DomainException
{
    public EntityNotFoundException(string entity, string id)
        : base($"{entity} {id} does not exist.")
    {
    }
}
