using System.Globalization;

namespace Assistant.Cli.Output;

/// <summary>Numbers of bytes as people read them, in powers of ten as disks and downloads are sold.</summary>
internal static class ByteText
{
    public static string Of(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };
}
