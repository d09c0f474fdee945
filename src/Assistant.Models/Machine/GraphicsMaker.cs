namespace Assistant.Models.Machine;

/// <summary>Who made a graphics card.</summary>
public enum GraphicsMaker
{
    /// <summary>NVIDIA: CUDA.</summary>
    Nvidia,

    /// <summary>AMD: Vulkan.</summary>
    Amd,

    /// <summary>Apple: Metal, which the usual library has.</summary>
    Apple,
}
