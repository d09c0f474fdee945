using System.Xml;
using System.Xml.Linq;
using Assistant.Platform;

namespace Assistant.Workspace.Testing;

/// <summary>One test that ran.</summary>
/// <param name="Name">As its framework shows it, with arguments.</param>
/// <param name="Method">Class and method, by which it is asked for.</param>
/// <param name="Passed">Whether it passed; null when it was not run.</param>
/// <param name="Message">What it says, in one line; empty when it says nothing.</param>
internal sealed record TestResult(string Name, string Method, bool? Passed, string Message)
{
    private const int MostLetters = 300;

    // Output of tests is in the file, too.
    private const long MostBytes = 64 << 20;

    /// <summary>The results that the test platform wrote into a folder.</summary>
    /// <exception cref="WorkspaceException">They cannot be read.</exception>
    public static IReadOnlyList<TestResult> ReadAll(string folder)
    {
        var results = new List<TestResult>();
        foreach (var file in Files.InFolder(folder, "*.trx"))
            results.AddRange(Read(file));
        return results;
    }

    private static IEnumerable<TestResult> Read(string file)
    {
        XDocument document;
        try
        {
            using var stream = Files.OpenRead(file);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MostBytes, CheckCharacters = false });
            document = XDocument.Load(reader);
        }
        catch (Exception failure) when (failure is XmlException or IOException)
        {
            throw new WorkspaceException($"the results of the tests cannot be read: {failure.Message}");
        }

        var methods = document.Descendants().Where(node => node.Name.LocalName == "UnitTest")
            .Select(test => (Id: (string?)test.Attribute("id"), Method: test.Elements().FirstOrDefault(node => node.Name.LocalName == "TestMethod")))
            .Where(test => test is { Id: not null, Method: not null })
            .DistinctBy(test => test.Id, StringComparer.Ordinal)
            .ToDictionary(test => test.Id!, test => MethodOf(test.Method!), StringComparer.Ordinal);
        return document.Descendants().Where(node => node.Name.LocalName == "UnitTestResult").Select(result => new TestResult(
            (string?)result.Attribute("testName") ?? "",
            methods.GetValueOrDefault((string?)result.Attribute("testId") ?? "", ""),
            (string?)result.Attribute("outcome") switch { "Passed" => true, "NotExecuted" => null, _ => false },
            Line(result.Descendants().FirstOrDefault(node => node.Name.LocalName == "Message")?.Value ?? "")));
    }

    /// <summary>A text as one line that is not long.</summary>
    public static string Line(string text)
    {
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostLetters ? line : line[..MostLetters] + "…";
    }

    // Some frameworks write arguments behind the method, and the assembly behind the class.
    private static string MethodOf(XElement method) => $"{Until(method, "className", ',')}.{Until(method, "name", '(')}";

    private static string Until(XElement element, string attribute, char end) => ((string?)element.Attribute(attribute) ?? "").Split(end)[0];
}
