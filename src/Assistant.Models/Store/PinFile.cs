namespace Assistant.Models.Store;

/// <summary>A <see cref="ModelPin"/> as it stands on disk, beside the models.</summary>
internal sealed record PinFile(string Path, string Sha256, long Inode, long Length, long Written, long Changed, string Source, DigestOrigin Origin);
