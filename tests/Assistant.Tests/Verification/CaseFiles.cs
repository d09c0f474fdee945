using System.Reflection;
using Assistant.Tests.Kit;
using Xunit.Sdk;

namespace Assistant.Tests.Verification;

/// <summary>One row for each case file in a folder under <c>Cases</c>, named by its file.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CaseFilesAttribute(string folder) : DataAttribute
{
    public string Folder { get; } = folder;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Cases, Folder), "*.txt")
            .Order(StringComparer.Ordinal)
            .Select(path => new object[] { $"{Folder}/{Path.GetFileNameWithoutExtension(path)}" });
}
