using System;

namespace OrderDesk.Domain.Common;

/// <summary>The current time, so that tests can stop it.</summary>
public interface IClock
{
    DateTimeOffset UtcNow { get; }
}

public sealed class SystemClock : IClock
{
    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;
}
