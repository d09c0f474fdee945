using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary><c>llama_token_data</c> of llama.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TokenChance
{
    public int Token;
    public float Logit;
    public float Probability;
}
