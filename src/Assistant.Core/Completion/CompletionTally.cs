namespace Assistant.Core.Completion;

/// <summary>What became of the lines that were thought of.</summary>
public sealed class CompletionTally
{
    private readonly int[] counts = new int[Enum.GetValues<Fate>().Length];

    /// <summary>What became of one.</summary>
    public enum Fate
    {
        /// <summary>It bound as it was.</summary>
        Whole,

        /// <summary>It bound with a using more.</summary>
        Imported,

        /// <summary>It bound when its brackets were closed, or what stands behind the caret was not repeated.</summary>
        Mended,

        /// <summary>A part of it bound.</summary>
        Cut,

        /// <summary>Nothing of it bound: nobody sees it.</summary>
        Dropped,
    }

    /// <summary>How many had a fate.</summary>
    public int this[Fate fate] => Volatile.Read(ref counts[(int)fate]);

    internal void Add(Fate fate) => Interlocked.Increment(ref counts[(int)fate]);
}
