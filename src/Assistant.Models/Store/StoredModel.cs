namespace Assistant.Models.Store;

/// <summary>A model of the store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Length">Bytes; 0 when there is no file.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Pin">What is known of it; null when it is not pinned.</param>
public sealed record StoredModel(ModelName Name, string Path, long Length, ModelState State, ModelPin? Pin);
