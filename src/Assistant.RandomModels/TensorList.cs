namespace Assistant.RandomModels;

/// <summary>
/// The tensors of each architecture, as llama.cpp's <c>src/models</c> ask for them, and which of them are stored better than the rest
/// in a Q4_K_M file (<c>use_more_bits</c> in <c>llama-quant.cpp</c>).
/// </summary>
internal static class TensorList
{
    public static void Add(GgufWriter writer, ModelShape shape, int vocabularySize)
    {
        var usual = shape.Quantised ? TensorType.Q4K : TensorType.F32;
        var better = shape.Quantised ? TensorType.Q6K : TensorType.F32;
        writer.AddTensor("token_embd.weight", shape.Tied ? better : usual, shape.Width, vocabularySize);
        writer.AddTensor("output_norm.weight", TensorType.F32, shape.Width);
        if (!shape.Tied)
            writer.AddTensor("output.weight", better, shape.Width, vocabularySize);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var block = new Block(writer, $"blk.{layer}.", usual, HasMoreBits(layer, shape.Layers) ? better : usual);
            block.Norm("attn_norm", shape.Width);
            if (shape.IsRecurrent(layer))
                AddRecurrent(block, shape.Recurrent!, shape.Width);
            else
                AddAttention(block, shape);
            block.Norm(shape.Recurrent is null ? "ffn_norm" : "post_attention_norm", shape.Width);
            AddFeedForward(block, shape);
        }
    }

    private static bool HasMoreBits(int layer, int layers) => layer < layers / 8 || layer >= 7 * layers / 8 || (layer - (layers / 8)) % 3 == 2;

    private static void AddAttention(Block block, ModelShape shape)
    {
        // Qwen3.5 makes the query and a gate for the answer in one.
        var queries = shape.Heads * shape.HeadSize * (shape.Recurrent is null ? 1 : 2);
        block.Matrix("attn_q", shape.Width, queries);
        block.Matrix("attn_k", shape.Width, shape.KeyValueHeads * shape.HeadSize);
        block.BetterMatrix("attn_v", shape.Width, shape.KeyValueHeads * shape.HeadSize);
        block.Matrix("attn_output", shape.Heads * shape.HeadSize, shape.Width);
        block.Norm("attn_q_norm", shape.HeadSize);
        block.Norm("attn_k_norm", shape.HeadSize);
    }

    private static void AddRecurrent(Block block, RecurrentShape recurrent, int width)
    {
        var values = recurrent.StateSize * recurrent.ValueHeads;
        var all = (2 * recurrent.StateSize * recurrent.KeyHeads) + values;
        block.Matrix("attn_qkv", width, all);
        block.Matrix("attn_gate", width, values);
        block.Exact("ssm_conv1d.weight", recurrent.Kernel, all);
        block.Exact("ssm_dt.bias", recurrent.ValueHeads);
        block.Exact("ssm_a", recurrent.ValueHeads);
        block.Matrix("ssm_beta", width, recurrent.ValueHeads);
        block.Matrix("ssm_alpha", width, recurrent.ValueHeads);
        block.Norm("ssm_norm", recurrent.StateSize);
        block.Matrix("ssm_out", values, width);
    }

    private static void AddFeedForward(Block block, ModelShape shape)
    {
        if (shape.Experts is { } experts)
        {
            block.Exact("ffn_gate_inp.weight", shape.Width, experts.Count);
            block.Matrix("ffn_gate_exps", shape.Width, experts.FeedForward, experts.Count);
            block.Matrix("ffn_up_exps", shape.Width, experts.FeedForward, experts.Count);
            block.BetterMatrix("ffn_down_exps", experts.FeedForward, shape.Width, experts.Count);
            return;
        }
        block.Matrix("ffn_gate", shape.Width, shape.FeedForward);
        block.Matrix("ffn_up", shape.Width, shape.FeedForward);
        block.BetterMatrix("ffn_down", shape.FeedForward, shape.Width);
    }

    private sealed record Block(GgufWriter Writer, string Prefix, TensorType Usual, TensorType Better)
    {
        public void Matrix(string name, params long[] shape) => Writer.AddTensor($"{Prefix}{name}.weight", Usual, shape);

        public void BetterMatrix(string name, params long[] shape) => Writer.AddTensor($"{Prefix}{name}.weight", Better, shape);

        public void Norm(string name, long width) => Exact($"{name}.weight", width);

        public void Exact(string name, params long[] shape) => Writer.AddTensor(Prefix + name, TensorType.F32, shape);
    }
}
