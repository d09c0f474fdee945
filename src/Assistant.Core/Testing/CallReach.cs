using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Assistant.Core.Testing;

/// <summary>
/// Goes from members to those that refer to them, and on, until it comes to tests. What it says is more than what is called:
/// whoever names a type may make one. Where code of libraries may call (it overrides or implements what they declare, or bears
/// an attribute by which somebody may find it), nobody can be followed any more, and all tests that can see the project count.
/// Bounded: past the bound all tests count as well.
/// </summary>
/// <param name="solution">The text after the change.</param>
/// <param name="documents">Where references are looked for.</param>
internal sealed class CallReach(Solution solution, IReadOnlyCollection<Document> documents)
{
    private const int MostMembers = 200;

    // Of the framework's attributes those for compilers, debuggers and readers; nobody finds a member by one of them.
    private static readonly string[] Harmless = ["System", "System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Runtime.CompilerServices", "System.ComponentModel"];

    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<ISymbol> waiting = [];

    /// <summary>The tests that are reached.</summary>
    public HashSet<IMethodSymbol> Tests { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The projects whose code is called by nobody knows whom.</summary>
    public HashSet<ProjectId> Unfollowed { get; } = [];

    /// <summary>Whether there were more members than are followed.</summary>
    public bool IsTooLarge => seen.Count > MostMembers;

    /// <summary>Follows.</summary>
    public async Task FollowAsync(IEnumerable<ISymbol> members, CancellationToken cancellationToken)
    {
        Add(members);
        var within = documents.ToHashSet();
        while (waiting.TryDequeue(out var member) && !IsTooLarge)
        {
            if (IsEnd(member, cancellationToken))
                continue;
            foreach (var found in await SymbolFinder.FindReferencesAsync(member, solution, [.. within], cancellationToken))
            {
                foreach (var location in found.Locations)
                    await TakeAsync(location, cancellationToken);
            }

            // Who names a type may make one.
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } or IFieldSymbol)
                Add([member.ContainingType]);
        }
    }

    private void Add(IEnumerable<ISymbol> members)
    {
        foreach (var member in members.Where(seen.Add))
            waiting.Enqueue(member);
    }

    private async Task TakeAsync(ReferenceLocation location, CancellationToken cancellationToken)
    {
        var root = (await location.Document.GetSyntaxRootAsync(cancellationToken))!;
        if (MembersAt.Around(root, location.Location.SourceSpan) is { } node)
            Add(MembersAt.Declared((await location.Document.GetSemanticModelAsync(cancellationToken))!, node, cancellationToken));
    }

    // Whether it leads no further.
    private bool IsEnd(ISymbol member, CancellationToken cancellationToken)
    {
        if (TestFrameworks.IsTest(member))
            return Tests.Add((IMethodSymbol)member) || true;
        var type = member as INamedTypeSymbol ?? member.ContainingType;
        var tests = type?.GetMembers().Where(TestFrameworks.IsTest).Cast<IMethodSymbol>().ToList() ?? [];
        if (tests.Count > 0 && (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } || IsCalledFromOutside(member)))
        {
            // What is made, set or run for each test of a class.
            Tests.UnionWith(tests);
            return true;
        }

        if (IsCalledFromOutside(member) && solution.GetProject(member.ContainingAssembly, cancellationToken) is { } project)
        {
            Unfollowed.Add(project.Id);
            return true;
        }

        return false;
    }

    private static bool IsCalledFromOutside(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Conversion or MethodKind.Destructor } or IMethodSymbol { Name: "Main" or "<Main>$", IsStatic: true }
        || Bears(member) || (member.ContainingType is { } type && (Bears(type) || Implements(type, member))) || OverridesLibrary(member);

    private static bool Bears(ISymbol symbol) => symbol.GetAttributes()
        .Any(attribute => attribute.AttributeClass is { } type && !Harmless.Contains(type.ContainingNamespace.ToDisplayString(), StringComparer.Ordinal));

    private static bool Implements(INamedTypeSymbol type, ISymbol member) => type.AllInterfaces.Where(one => !one.OriginalDefinition.Locations.Any(place => place.IsInSource))
        .SelectMany(one => one.GetMembers())
        .Any(declared => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), member));

    private static bool OverridesLibrary(ISymbol member)
    {
        var first = member;
        while (Overridden(first) is { } above)
            first = above;
        return !SymbolEqualityComparer.Default.Equals(first, member) && !first.OriginalDefinition.Locations.Any(place => place.IsInSource);
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
