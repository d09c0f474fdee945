using Assistant.ModelHost.Templates;
using Xunit;

namespace Assistant.ModelHost.Tests.Templates;

/// <summary>How models are asked for what stands in a gap.</summary>
public sealed class FillFormatTests
{
    private const string Prefix = "a();\nvar x = ";
    private const string Suffix = ";\nb();\n";

    [Theory]
    [InlineData("qwen2", "<|fim_prefix|> <|fim_suffix|> <|fim_middle|>", "⟦<|fim_prefix|>⟧a();\n⟦<|fim_suffix|>⟧;\nb();\n⟦<|fim_middle|>⟧var x = ")]
    [InlineData("gemma", "<|fim_prefix|> <|fim_suffix|> <|fim_middle|>", "⟦<|fim_prefix|>⟧a();\n⟦<|fim_suffix|>⟧;\nb();\n⟦<|fim_middle|>⟧var x = ")]
    [InlineData("starcoder2", "<fim_prefix> <fim_suffix> <fim_middle> <filename>", "⟦<fim_prefix>⟧a();\n⟦<fim_suffix>⟧;\nb();\n⟦<fim_middle>⟧var x = ")]
    [InlineData("granite", "<fim_prefix> <fim_suffix> <fim_middle> <filename>", "⟦<fim_prefix>⟧a();\n⟦<fim_suffix>⟧;\nb();\n⟦<fim_middle>⟧var x = ")]
    [InlineData("llama", "<fim_prefix> <fim_suffix> <fim_middle> <filename>", "⟦<fim_suffix>⟧;\nb();\n⟦<fim_prefix>⟧a();\n⟦<fim_middle>⟧var x = ")]
    [InlineData("deepseek2", "<｜fim▁begin｜> <｜fim▁hole｜> <｜fim▁end｜>", "⟦<｜fim▁begin｜>⟧a();\n⟦<｜fim▁hole｜>⟧;\nb();\n⟦<｜fim▁end｜>⟧var x = ")]
    [InlineData("llama", "[PREFIX] [SUFFIX]", "⟦[SUFFIX]⟧;\nb();\n⟦[PREFIX]⟧a();\nvar x = ")]
    public void The_gap_is_rendered_as_the_family_knows_it(string architecture, string tokens, string expected) => Assert.Equal(expected, Shown(architecture, tokens, Prefix, Suffix));

    [Theory]
    [InlineData("qwen2", "<|fim_prefix|> <|fim_suffix|> <|fim_middle|>")]
    [InlineData("llama", "<fim_prefix> <fim_suffix> <fim_middle> <filename>")]
    [InlineData("llama", "[PREFIX] [SUFFIX]")]
    public void While_a_line_is_typed_only_the_end_changes(string architecture, string tokens)
    {
        var before = Shown(architecture, tokens, "a();\n", Suffix);
        foreach (var typed in new[] { "v", "var", "var x", "\tvar x = y" })
            Assert.Equal(before + typed, Shown(architecture, tokens, "a();\n" + typed, Suffix));
    }

    [Theory]
    [InlineData("", "", "⟦<|fim_prefix|>⟧⟦<|fim_suffix|>⟧⟦<|fim_middle|>⟧")]
    [InlineData("x", "", "⟦<|fim_prefix|>⟧⟦<|fim_suffix|>⟧⟦<|fim_middle|>⟧x")]
    [InlineData("a\r\n", "\r\nb", "⟦<|fim_prefix|>⟧a\r\n⟦<|fim_suffix|>⟧\r\nb⟦<|fim_middle|>⟧")]
    [InlineData("<|fim_middle|>\n<|fim_suffix|>", "<|fim_prefix|>", "⟦<|fim_prefix|>⟧<|fim_middle|>\n⟦<|fim_suffix|>⟧<|fim_prefix|>⟦<|fim_middle|>⟧<|fim_suffix|>")]
    public void Ends_of_files_and_marks_in_the_text_are_nothing_special(string prefix, string suffix, string expected) =>
        Assert.Equal(expected, Shown("qwen3", "<|fim_prefix|> <|fim_suffix|> <|fim_middle|>", prefix, suffix));

    [Theory]
    [InlineData("llama", "<|eot_id|>")]
    [InlineData("qwen2", "<|fim_prefix|> <|fim_suffix|>")]
    public void Without_the_marks_there_is_no_format(string architecture, string tokens) =>
        Assert.Null(FillFormats.For(KnownModels.Facts(architecture, tokens.Split(' '), null)));

    private static string Shown(string architecture, string tokens, string prefix, string suffix) =>
        string.Concat(FillFormats.For(KnownModels.Facts(architecture, tokens.Split(' '), null))!.Render(prefix, suffix).Select(part => part.IsControl ? $"⟦{part.Value}⟧" : part.Value));
}
