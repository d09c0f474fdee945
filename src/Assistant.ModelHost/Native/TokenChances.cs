using System.Runtime.InteropServices;

namespace Assistant.ModelHost.Native;

/// <summary><c>llama_token_data_array</c> of llama.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TokenChances
{
    public TokenChance* Items;
    public nuint Count;
    public long Selected;
    public byte Sorted;
}
