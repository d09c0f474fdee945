using System.Runtime.InteropServices;
using Assistant.Platform;

namespace Assistant.RandomModels;

/// <summary>Writes adapters (LoRA) of random weights, for models of <see cref="RandomModel"/>: they change what such a model says, to something as meaningless.</summary>
public static class RandomAdapter
{
    /// <summary>Writes one that changes the queries of all layers that attend.</summary>
    /// <param name="shape">The model's shape.</param>
    /// <param name="path">The file, in a folder of this program's own.</param>
    /// <param name="seed">Another seed gives other weights.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(ModelShape shape, string path, int seed = 1)
    {
        const int Rank = 4;
        var writer = Begin(shape.Architecture);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            if (shape.IsRecurrent(layer))
                continue;
            writer.AddTensor($"blk.{layer}.attn_q.weight.lora_a", TensorType.F32, shape.Width, Rank);
            writer.AddTensor($"blk.{layer}.attn_q.weight.lora_b", TensorType.F32, Rank, shape.Heads * shape.HeadSize * (shape.Recurrent is null ? 1 : 2));
        }

        Write(writer, path, seed);
    }

    /// <summary>The beginning of one, to which tensors are added.</summary>
    /// <param name="architecture">Of the model, as llama.cpp names it.</param>
    /// <param name="type">What it says it is.</param>
    public static GgufWriter Begin(string architecture, string type = "adapter")
    {
        var writer = new GgufWriter();
        writer.Add("general.type", type);
        writer.Add("general.architecture", architecture);
        writer.Add("adapter.type", "lora");
        writer.Add("adapter.lora.alpha", 8f);
        return writer;
    }

    /// <summary>Writes what was begun, with random numbers.</summary>
    public static void Write(GgufWriter writer, string path, int seed = 1)
    {
        var random = new Random(seed);
        Files.WriteOwnWhole(path, file => writer.Write(file, (tensor, output) =>
        {
            var values = new float[tensor.Size / sizeof(float)];
            for (var at = 0; at < values.Length; at++)
                values[at] = random.NextSingle() - 0.5f;
            output.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }));
    }
}
