namespace Assistant.ModelHost.Gguf;

/// <summary>What the first four bytes say of a file that is no model.</summary>
internal static class FileSignature
{
    private const uint Gguf = 0x46554747;
    private const uint Zip = 0x04034B50;

    // "vers": the first line of a pointer of Git LFS, "version https://git-lfs.github.com/spec/v1".
    private const uint GitPointer = 0x73726576;

    private const uint Utf8Mark = 0x00BFBBEF;

    public static void Check(uint firstBytes)
    {
        if (firstBytes == Gguf)
            return;
        throw new GgufRejectedException(firstBytes switch
        {
            GitPointer => "The file is not the model but a pointer of Git LFS to it. Download the model itself (git lfs pull).",
            Zip => "The file is a zip archive or a PyTorch model, not GGUF. Download the GGUF file of this model.",
            _ when IsPage(firstBytes) =>
                "The file is a web page, not a model: a server or proxy answered the download with a page. Open it in an editor to see what the page says, then download the model again.",
            _ => "The file is no GGUF model: it does not begin with the letters GGUF. Download it again.",
        });
    }

    // What a page may begin with: "<!DO", "<htm", empty lines or a mark of UTF-8 before them.
    private static bool IsPage(uint firstBytes)
    {
        if ((firstBytes & 0xFFFFFF) == Utf8Mark)
            return true;
        while (char.IsWhiteSpace((char)(firstBytes & 0xFF)))
            firstBytes >>= 8;
        return (firstBytes & 0xFF) == '<';
    }
}
