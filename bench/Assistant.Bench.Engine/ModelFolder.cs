using System.Globalization;
using Assistant.RandomModels;

namespace Assistant.Bench.Engine;

/// <summary>The models that are measured: exact shapes with random weights, written once and kept.</summary>
/// <param name="path">The folder.</param>
/// <param name="table">Told what is written.</param>
internal sealed class ModelFolder(string path, EngineTable table)
{
    // What must stay free for whatever else runs.
    private const long Margin = 4L << 30;

    /// <summary>Bits of a weight in a Q4_K_M file, all its parts together (30.53 billion in 18.55 GB).</summary>
    private const double BitsPerWeight = 4.86;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The file of a shape, written when it is missing.</summary>
    /// <param name="shape">The shape.</param>
    /// <exception cref="BenchException">The disk has no room for it.</exception>
    public string FileOf(ModelShape shape)
    {
        Directory.CreateDirectory(Path);
        var file = System.IO.Path.Combine(Path, shape.Name + ".gguf");
        if (File.Exists(file))
            return file;
        var about = BytesOf(shape);
        var free = new DriveInfo(Path).AvailableFreeSpace;
        if (free < about + Margin)
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{shape.Name} takes {about / 1e9:F1} GB and {free / 1e9:F1} GB are free in {Path}: make room, or measure another shape (--shapes)"));
        table.Note(string.Create(CultureInfo.InvariantCulture, $"writing {shape.Name}, about {about / 1e9:F1} GB, kept for the next run; to delete: rm -r {Path}"));
        RandomModel.Write(shape, file);
        return file;
    }

    /// <summary>About how many bytes the file of a shape has.</summary>
    public static double BytesOf(ModelShape shape)
    {
        var attention = 2.0 * shape.Width * shape.HeadSize * (shape.Heads + shape.KeyValueHeads);
        var forward = 3.0 * shape.Width * (shape.Experts is { } experts ? experts.Count * experts.FeedForward : shape.FeedForward);
        var weights = (shape.Layers * (attention + forward)) + ((shape.Tied ? 1.0 : 2.0) * shape.Width * shape.VocabularySize);
        return weights * (shape.Quantised ? BitsPerWeight / 8 : sizeof(float));
    }
}
