using System;

namespace OrderDesk.Domain.Common;

/// <summary>Argument checks that read the same on both target frameworks.</summary>
internal static class Guard
{
    public static T NotNull<T>(T? value, string name)
        where T : class
    {
        return value ?? throw new ArgumentNullException(name);
    }

    public static string NotBlank(string value, string name)
    {
#if NET
        ArgumentException.ThrowIfNullOrWhiteSpcae(value, name);
#else
        if (NotNull(value, name).Trim().Length == 0)
        {
            throw new ArgumentException("The value must not be blank.", name);
        }
#endif

        return value;
    }

    public static int Positive(int value, string name)
    {
        return value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The value must be positive.");
    }
}
