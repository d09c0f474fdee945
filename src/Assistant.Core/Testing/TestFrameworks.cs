using System.Collections.Frozen;
using Microsoft.CodeAnalysis;

namespace Assistant.Core.Testing;

/// <summary>What tells tests from other code.</summary>
internal static class TestFrameworks
{
    // What a project has of the test SDK and of xunit, NUnit and MSTest, of their second, third and fourth versions.
    private static readonly FrozenSet<string> Libraries = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "xunit.core", "xunit.v3.core", "nunit.framework", "MSTest.TestFramework", "Microsoft.VisualStudio.TestPlatform.TestFramework",
        "Microsoft.VisualStudio.TestPlatform.ObjectModel", "Microsoft.VisualStudio.CodeCoverage.Shim");

    private static readonly FrozenSet<string> Attributes = FrozenSet.Create(
        StringComparer.Ordinal,
        "Xunit.FactAttribute",
        "NUnit.Framework.TestAttribute", "NUnit.Framework.TestCaseAttribute", "NUnit.Framework.TestCaseSourceAttribute", "NUnit.Framework.TheoryAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute");

    /// <summary>Whether a project has tests, by what it refers to.</summary>
    public static bool IsTestProject(Project project) => project.MetadataReferences.OfType<PortableExecutableReference>()
        .Any(reference => reference.FilePath is { } path && Libraries.Contains(Path.GetFileNameWithoutExtension(path)));

    /// <summary>Whether a member is a test: its attribute is one of a framework's, or derived from one.</summary>
    public static bool IsTest(ISymbol member) => member is IMethodSymbol && member.GetAttributes().Any(attribute => IsOfTests(attribute.AttributeClass));

    private static bool IsOfTests(INamedTypeSymbol? attribute)
    {
        for (var type = attribute; type is not null; type = type.BaseType)
        {
            if (Attributes.Contains(type.ToDisplayString()))
                return true;
        }

        return false;
    }
}
