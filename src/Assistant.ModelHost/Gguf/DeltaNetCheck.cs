namespace Assistant.ModelHost.Gguf;

/// <summary>The recurrent layers of Qwen3-Next and Qwen3.5: the assertions of delta-net-base.cpp, and a division by their interval.</summary>
internal static class DeltaNetCheck
{
    public static void Check(ModelMetadata metadata, Func<string, string> key, int layers)
    {
        metadata.Number(key("ssm.conv_kernel"), GgufLimits.Width);
        metadata.Number(key("full_attention_interval"), 1, 1, GgufLimits.Layers);
        metadata.PerLayer(key("attention.recurrent_layers"), 0, layers, 1);
        var state = metadata.Number(key("ssm.state_size"), GgufLimits.Width);
        var keyHeads = metadata.Number(key("ssm.group_count"), GgufLimits.Width);
        var valueHeads = metadata.Number(key("ssm.time_step_rank"), GgufLimits.Width);
        var inner = metadata.Number(key("ssm.inner_size"), GgufLimits.Width);
        if (valueHeads % keyHeads != 0 || inner != state * valueHeads)
            throw new GgufRejectedException($"The recurrent layers have {keyHeads:N0} heads of keys and {valueHeads:N0} of values, {state:N0} wide, and {inner:N0} in all. That does not fit; the file is damaged.");
    }
}
