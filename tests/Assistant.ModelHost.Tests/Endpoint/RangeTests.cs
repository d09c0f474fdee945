using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Assistant.ModelHost.Endpoint.Requests;
using Xunit;

namespace Assistant.ModelHost.Tests.Endpoint;

/// <summary>T9: every number, length and count of a request, at and beyond its bounds. The rows are made of the product's own table.</summary>
public sealed class RangeTests
{
    public static TheoryData<string> Fields => [.. FieldRanges.All.Select(range => range.Field)];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_value_outside_is_refused_with_field_and_range_and_one_at_the_end_is_not(string field)
    {
        var range = FieldRanges.All.Single(row => row.Field == field);
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        foreach (var (value, isGood) in Cases(range))
        {
            var (path, json) = Body(field, value);
            var (status, body) = await host.PostAsync(path, json);
            var shown = value.Length > 50 ? $"{value[..50]}... ({value.Length})" : value;
            Assert.True(status == (isGood ? HttpStatusCode.OK : HttpStatusCode.BadRequest), $"{field} {shown}: {status} {body}");
            if (isGood)
                continue;
            using var answer = JsonDocument.Parse(body);
            var error = answer.RootElement.GetProperty("error");
            Assert.StartsWith(field.Split('[')[0], error.GetProperty("param").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("System.", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            // An entry of the wrong kind is a fault of the list, whose rule is told then.
            var list = FieldRanges.All.SingleOrDefault(row => field == row.Field + "[]");
            if (value != "null")
                Assert.Contains(error.GetProperty("param").GetString() == list?.Field ? list!.Rule : range.Rule, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/v1/completions", """{"model":"m","prompt":"p"}""")).Status);
    }

    [Fact]
    public void Every_field_that_can_be_too_much_has_its_row()
    {
        var fields = new[] { typeof(CompletionBody), typeof(ChatBody) }.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.PropertyType != typeof(bool?) && property.PropertyType != typeof(StreamOptions))
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(fields, FieldRanges.All.Select(range => range.Field).Where(field => !field.Contains('[', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"model":"m","prompt":"p","best_of":2}""", "unknown_field", "best_of")]
    [InlineData("""{"model":"m","prompt":"p","messages":[]}""", "unknown_field", "messages")]
    [InlineData("""{"model":"m","prompt":"p","Model":"m"}""", "unknown_field", "Model")]
    [InlineData("""{"model":"m","prompt":"p","a.b":1}""", "unknown_field", "a.b")]
    [InlineData("""{"model":"m","prompt":"p","stream":true,"stream_options":{"x":1}}""", "unknown_field", "stream_options.x")]
    [InlineData("""{"model":"m","prompt":"p","n":1,"n":2}""", "duplicate_field", "n")]
    [InlineData("""{"model":"m","prompt":"p","prompt":"q"}""", "duplicate_field", "prompt")]
    [InlineData("""{"prompt":"p"}""", "invalid_value", "model")]
    [InlineData("""{"model":"m"}""", "invalid_value", "prompt")]
    [InlineData("""{"model":"m","prompt":["p"]}""", "invalid_value", "prompt")]
    [InlineData("""{"model":"m","prompt":"p","stream":"true"}""", "invalid_value", "stream")]
    [InlineData("""{"model":"m","prompt":"p","stream_options":{"include_usage":true}}""", "invalid_value", "stream_options")]
    [InlineData("""{"model":"m","prompt":"p","max_tokens":1,"max_completion_tokens":1}""", "invalid_value", "max_completion_tokens")]
    [InlineData("""{"model":"m","prompt":"p","top_logprobs":1}""", "invalid_value", "top_logprobs")]
    [InlineData("""{"model":"m","prompt":"p","logprobs":false,"top_logprobs":1}""", "invalid_value", "top_logprobs")]
    [InlineData("""{"model":"m","prompt":"p","logprobs":5}""", "invalid_value", "logprobs")]
    [InlineData("""{"model":"m","prompt":"p","stop":[null]}""", "invalid_value", "stop[]")]
    [InlineData("""{"model":"m","prompt":"p","stop":{"a":1}}""", "invalid_value", "stop")]
    [InlineData("""{"model":"m","prompt":"\ud800"}""", "invalid_value", "prompt")]
    [InlineData("""{"model":"m","prompt":"p",}""", "invalid_json", null)]
    [InlineData("""{"model":"m",/* no */"prompt":"p"}""", "invalid_json", null)]
    [InlineData("""{"model":"m","prompt":"p"} {}""", "invalid_json", null)]
    [InlineData("""[]""", "invalid_json", null)]
    [InlineData("""null""", "invalid_json", null)]
    [InlineData("", "invalid_json", null)]
    public async Task What_is_not_understood_is_named(string json, string code, string? field) => await RefusedAsync("/v1/completions", json, code, field);

    [Theory]
    [InlineData("""{"model":"m","messages":[null]}""", "invalid_value", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"x"}]}""", "invalid_value", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"},{"role":"user"}]}""", "invalid_value", "messages[1].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","text":"x"}]}]}""", "invalid_value", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x","y":1}]}]}""", "invalid_value", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":7}]}""", "invalid_value", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x","name":"y"}]}""", "unknown_field", "messages[0].name")]
    [InlineData("""{"model":"m","messages":[{"role":"user","role":"user","content":"x"}]}""", "duplicate_field", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"suffix":"y"}""", "unknown_field", "suffix")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[]}""", "unknown_field", "tools")]
    public async Task What_is_not_understood_of_a_conversation_is_named(string json, string code, string? field) => await RefusedAsync("/v1/chat/completions", json, code, field);

    [Fact]
    public async Task Depth_and_bytes_that_are_no_text_are_refused()
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        var deep = $$"""{"model":"m","prompt":"p","stop":{{new string('[', 2000)}}{{new string(']', 2000)}}}""";
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/v1/completions", deep)).Status);
        using var content = new ByteArrayContent([.. """{"model":"m","prompt":" """u8, 0xFF, 0xC0, .. "\"}"u8]);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        using var response = await host.Client.PostAsync(new Uri("/v1/completions", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task RefusedAsync(string path, string json, string code, string? field)
    {
        await using var host = await TestHost.StartAsync(FakeGenerator.Plain());
        var (status, body) = await host.PostAsync(path, json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        using var answer = JsonDocument.Parse(body);
        var error = answer.RootElement.GetProperty("error");
        Assert.Equal((code, field), (error.GetProperty("code").GetString()!, error.GetProperty("param").GetString()));
    }

    private static IEnumerable<(string Value, bool IsGood)> Cases(FieldRange range)
    {
        var isNeeded = range.Field is "model" or "prompt" or "messages" or "messages[].content" or "stop[]" or "allowed_next[]";
        yield return ("null", !isNeeded);
        yield return ("NaN", false);
        yield return ("1e308", false);
        yield return ("1e999", false);
        yield return ("-1e308", false);
        yield return ("{}", false);
        yield return ("true", false);
        switch (range.Unit)
        {
            case RangeUnit.Integer:
                yield return ("\"1\"", false);
                yield return ("1.5", false);
                yield return ("9223372036854775808", false);
                yield return ($"{range.Minimum - 1:0}", false);
                yield return ($"{range.Minimum:0}", true);
                yield return ($"{range.Maximum:0}", true);
                yield return ($"{range.Maximum + 1:0}", false);
                break;
            case RangeUnit.Number:
                yield return ("\"1\"", false);
                yield return ($"{range.Minimum - 0.001}", false);
                yield return ($"{range.Minimum}", true);
                yield return ($"{range.Maximum}", true);
                yield return ($"{range.Maximum + 0.001}", false);
                break;
            case RangeUnit.Length:
                yield return ("1", false);
                foreach (var (length, isGood) in Sizes(range))
                    yield return ($"\"{new string('x', length)}\"", isGood);
                break;
            default:
                yield return ("1", false);
                foreach (var (count, isGood) in Sizes(range))
                    yield return ($"[{string.Join(',', Enumerable.Repeat(range.Field == "messages" ? """{"role":"user","content":"x"}""" : "\"x\"", count))}]", isGood);
                break;
        }
    }

    private static IEnumerable<(int Size, bool IsGood)> Sizes(FieldRange range)
    {
        if (range.Minimum > 0)
            yield return ((int)range.Minimum - 1, false);
        yield return ((int)range.Minimum, true);
        yield return ((int)range.Maximum, true);
        yield return ((int)range.Maximum + 1, false);
    }

    private static (string Path, string Json) Body(string field, string value)
    {
        // Beside what it needs.
        if (field == "top_logprobs")
            return ("/v1/completions", $$"""{"model":"m","prompt":"p","logprobs":true,"top_logprobs":{{value}}}""");
        var isChat = field.StartsWith("messages", StringComparison.Ordinal);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = "\"m\"" };
        if (!isChat)
            fields["prompt"] = "\"p\"";
        fields[field.Split('[')[0]] = field switch
        {
            "messages[].content" => $$"""[{"role":"user","content":{{value}}}]""",
            _ when field.EndsWith("[]", StringComparison.Ordinal) => $"[{value}]",
            _ => value,
        };
        var json = new StringBuilder("{").AppendJoin(',', fields.Select(pair => $"\"{pair.Key}\":{pair.Value}")).Append('}');
        return (isChat ? "/v1/chat/completions" : "/v1/completions", json.ToString());
    }
}
