using System.Collections.Immutable;

namespace Assistant.Core.Testing;

/// <summary>A project with tests that a change can reach.</summary>
/// <param name="ProjectFile">Full path.</param>
/// <param name="Tests">A piece of the full name of each test that is reached, such as <c>Shop.Tests.OrderTests.Adds</c>; empty for all tests of the project.</param>
public sealed record AffectedProject(string ProjectFile, ImmutableArray<string> Tests);
