using System.Reflection;
using Assistant.Tests.Kit;
using Xunit.Sdk;

namespace Assistant.Tests.Proposing;

/// <summary>One row for each case file in the folders under <c>Cases</c>, named by folder and file.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleCasesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Repository.Files(Repository.RuleCases, "*.txt")
            .Select(path => new object[] { Path.ChangeExtension(Path.GetRelativePath(Repository.RuleCases, path), null).Replace('\\', '/') });
}
