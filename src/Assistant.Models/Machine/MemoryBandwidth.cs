using System.Numerics;
using System.Runtime.InteropServices;

namespace Assistant.Models.Machine;

/// <summary>How fast memory is read: a sum over an array far larger than any cache.</summary>
/// <param name="time">Clock.</param>
public sealed class MemoryBandwidth(TimeProvider time)
{
    private const int Numbers = 64 << 20;
    private const int Times = 3;

    /// <summary>Bytes per second with so many threads, the best of some tries. Takes 512 MB for that time.</summary>
    public IReadOnlyList<double> Measure(params IReadOnlyList<int> threads)
    {
        var numbers = new ulong[Numbers];
        Array.Fill(numbers, 1UL);
        return [.. threads.Select(count => Best(numbers, count))];
    }

    private double Best(ulong[] numbers, int threads)
    {
        var best = double.MaxValue;
        for (var count = 0; count < Times; count++)
        {
            var started = time.GetTimestamp();
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => Sum(numbers.AsSpan(part * (Numbers / threads), Numbers / threads)));
            best = Math.Min(best, time.GetElapsedTime(started).TotalSeconds);
        }

        return (double)Numbers * sizeof(ulong) / best;
    }

    private static ulong Sum(ReadOnlySpan<ulong> numbers)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(numbers);
        var (first, second, third, fourth) = (Vector<ulong>.Zero, Vector<ulong>.Zero, Vector<ulong>.Zero, Vector<ulong>.Zero);
        for (var at = 0; at + 4 <= vectors.Length; at += 4)
        {
            first += vectors[at];
            second += vectors[at + 1];
            third += vectors[at + 2];
            fourth += vectors[at + 3];
        }

        return Vector.Sum(first + second + third + fourth);
    }
}
