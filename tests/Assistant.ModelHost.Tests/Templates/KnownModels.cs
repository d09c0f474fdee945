using System.Collections.Immutable;
using Assistant.ModelHost.Generation;

namespace Assistant.ModelHost.Tests.Templates;

/// <summary>What the files of some models say of themselves.</summary>
internal static class KnownModels
{
    private const string Switch = "{% if enable_thinking is defined and enable_thinking is false %}";
    private static readonly string[] Qwen = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"];
    private static readonly string[] Thinking = [.. Qwen, "<think>", "</think>"];
    private static readonly string[] Glm = ["[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>", "<|endoftext|>"];
    private static readonly string[] Mistral = ["[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[INST]", "[/INST]", "</s>", "<SPECIAL_20>"];

    public static ImmutableSortedDictionary<string, ModelFacts> All { get; } = new Dictionary<string, ModelFacts>(StringComparer.Ordinal)
    {
        ["qwen2.5-coder"] = Facts("qwen2", Qwen, "{{ '<|im_start|>' }}"),
        ["qwen3"] = Facts("qwen3", Thinking, Switch),
        ["qwen3-without-template"] = Facts("qwen3", Thinking, null),
        ["qwen3-thinking-as-text"] = Facts("qwen3moe", Qwen, Switch),
        ["qwen3-coder"] = Facts("qwen3moe", Thinking, "{{ '<|im_start|>' }}"),
        ["qwen3.5"] = Facts("qwen35", Thinking, Switch),
        ["llama-3"] = Facts("llama", ["<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"], null),
        ["gemma-2"] = Facts("gemma2", ["<start_of_turn>", "<end_of_turn>", "<eos>"], null),
        ["gemma-4"] = Facts("gemma4", ["<|turn>", "<turn|>", "<|channel>", "<channel|>"], Switch),
        ["gpt-oss"] = Facts("gpt-oss", ["<|start|>", "<|end|>", "<|message|>", "<|channel|>", "<|return|>"], null),
        ["glm-4"] = Facts("chatglm", Glm, null),
        ["glm-4.6"] = Facts("glm4moe", [.. Glm, "<think>", "</think>"], Switch + "/nothink"),
        ["glm-4.7-flash"] = Facts("deepseek2", [.. Glm, "<think>", "</think>"], Switch),
        ["mistral-small"] = Facts("llama", Mistral, null),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static ModelFacts Facts(string architecture, IEnumerable<string> tokens, string? template) => new(architecture, 4096, tokens.ToHashSet(StringComparer.Ordinal), template);
}
