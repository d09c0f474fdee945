using System.Text;
using System.Text.Json;
using Assistant.Protocol.Messages;
using Xunit;

namespace Assistant.Tests.Protocol;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"shutdown"}""", "request 1 shutdown -")]
    [InlineData("""{"id":"a","method":"m","params":null}""", "request \"a\" m -")]
    [InlineData("""{"id":1,"method":"m","params":{"a":1},"unknown":[{}]}""", """request 1 m {"a":1}""")]
    [InlineData("""{"id":1.5,"method":"m","params":[1]}""", "request 1.5 m [1]")]
    [InlineData("""{"id":null,"method":"m"}""", "notification m -")]
    [InlineData("""{"method":"m","params":{}}""", "notification m {}")]
    [InlineData("""{"id":"\ud83d","method":"m"}""", "request \"\\ud83d\" m -")]
    [InlineData("""{"id":7,"result":null}""", "response 7 null")]
    [InlineData("""{"id":7,"result":{"a":1},"error":null}""", """response 7 {"a":1}""")]
    [InlineData("""{"id":7,"error":{"code":-32601,"message":"no"}}""", "response 7 MethodNotFound no")]
    [InlineData("""{"id":7,"error":{"code":"x","message":3}}""", "response 7 InternalError ")]
    [InlineData("""{"id":7,"error":"no"}""", "response 7 InternalError ")]
    [InlineData("""[{"id":1,"method":"a"},3,{"method":"b"}]""", "request 1 a -; unreadable - InvalidRequest; notification b -")]
    [InlineData("[]", "unreadable - InvalidRequest")]
    [InlineData("{}", "unreadable - InvalidRequest")]
    [InlineData("3", "unreadable - InvalidRequest")]
    [InlineData("null", "unreadable - InvalidRequest")]
    [InlineData("""{"id":{},"method":"m"}""", "unreadable - InvalidRequest")]
    [InlineData("""{"id":true,"result":1}""", "unreadable - InvalidRequest")]
    [InlineData("""{"id":1,"method":2}""", "unreadable 1 InvalidRequest")]
    [InlineData("""{"id":1,"method":"m","params":"x"}""", "unreadable 1 InvalidRequest")]
    [InlineData("""{"method":"m","params":3}""", "ignored")]
    [InlineData("""{"method":null}""", "ignored")]
    [InlineData("""{"id":1}""", "ignored")]
    [InlineData("", "unreadable - ParseError")]
    [InlineData("{\"id\":1", "unreadable - ParseError")]
    [InlineData("""{"id":1}{"id":2}""", "unreadable - ParseError")]
    public void Whatever_is_well_framed_is_understood_or_named(string body, string expected) => Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(60, "request 1 m")]
    [InlineData(65, "unreadable - ParseError")]
    [InlineData(100_000, "unreadable - ParseError")]
    public void Deep_nesting_ends_at_a_limit(int depth, string expected) =>
        Assert.StartsWith(expected, Read(Encoding.UTF8.GetBytes($$"""{"id":1,"method":"m","params":{{new string('[', depth)}}{{new string(']', depth)}}}""")), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_no_message() =>
        Assert.Equal("unreadable - ParseError", Read([.. "{\"method\":\""u8, 0xFF, .. "\"}"u8]));

    // Not as data of a theory: an attribute cannot hold half of a pair.
    [Fact]
    public void A_text_keeps_every_unit()
    {
        (string Json, string Text)[] rows =
        [
            ("plain", "plain"),
            ("""\"\\\/\b\f\n\r\tA""", "\"\\/\b\f\n\r\tA"),
            ("""\ud83d\ude00""", "\ud83d\ude00"),
            ("""\ud83d \"\\\/\b\f\n\r\tA\\u""", "\ud83d \"\\/\b\f\n\r\tA\\u"),
            ("""é\ude00é""", "é\ude00é"),
        ];
        foreach (var (json, text) in rows)
        {
            using var document = JsonDocument.Parse($"\"{json}\"");
            Assert.Equal(text, JsonText.Of(document.RootElement));
        }
    }

    private static string Read(byte[] body) => string.Join("; ", MessageReader.Read(body).Select(message => message switch
    {
        Message.Request request => $"request {request.Id.Json} {request.Method} {Text(request.Params)}",
        Message.Notification notification => $"notification {notification.Method} {Text(notification.Params)}",
        Message.Response { Error: { } error } response => $"response {response.Id.Json} {error.Code} {error.Message}",
        Message.Response response => $"response {response.Id.Json} {Text(response.Result)}",
        Message.Unreadable unreadable => $"unreadable {unreadable.Id?.Json ?? "-"} {unreadable.Error.Code}",
        _ => "ignored",
    }));

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "-" : element.GetRawText();
}
