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
        var about = shape.Bytes;
        var free = new DriveInfo(Path).AvailableFreeSpace;
        if (free < about + Margin)
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{shape.Name} takes {about / 1e9:F1} GB and {free / 1e9:F1} GB are free in {Path}: make room, or measure another shape (--shapes)"));
        table.Note(string.Create(CultureInfo.InvariantCulture, $"writing {shape.Name}, about {about / 1e9:F1} GB, kept for the next run; to delete: rm -r {Path}"));
        RandomModel.Write(shape, file);
        return file;
    }
}
