using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assistant.Core.Context;

/// <summary>
/// What a place uses and what its new text may need, each with how much speaks for it. What is certain comes first: what the place
/// uses, what its wrong names are near to, what the compiler could not take. The rest is weighed: how often the same file and the
/// files around it write a name, whose member it is, and whether the user's words name it.
/// </summary>
internal sealed class Candidates
{
    private const double Used = 100;
    private const double UsedOfFramework = 3;
    private const double Wrong = 90;
    private const double Doubtful = 80;
    private const double Told = 85;

    // The types of most values come first; behind so many there is no more to learn.
    private const int MostTypes = 40;
    private const int MostVisible = 3000;
    private const int MostWrong = 20;

    // The compiler missed a value of some type.
    private static readonly ImmutableHashSet<string> MissedValue = ["CS0029", "CS0037", "CS0126", "CS0161", "CS0165", "CS0177", "CS0266", "CS1503", "CS1643", "CS1662", "CS8600", "CS8603", "CS8604", "CS8625"];

    private readonly SemanticModel model;
    private readonly int position;
    private readonly BoundNames place;
    private readonly BoundNames file;
    private readonly NearbyCode nearby;
    private readonly WordOverlap wanted;
    private readonly HashSet<ISymbol> missed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, double> scores = new(SymbolEqualityComparer.Default);

    private Candidates(SemanticModel model, int position, BoundNames place, BoundNames file, NearbyCode nearby, WordOverlap wanted) =>
        (this.model, this.position, this.place, this.file, this.nearby, this.wanted) = (model, position, place, file, nearby, wanted);

    /// <summary>Weighs what may be needed.</summary>
    /// <param name="model">Of the file.</param>
    /// <param name="position">In the place, where names are looked up; UTF-16 units.</param>
    /// <param name="place">What its names mean.</param>
    /// <param name="file">What those of the rest of the file mean.</param>
    /// <param name="nearby">The names of other files.</param>
    /// <param name="task">What is asked for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The symbols, the most needed first.</returns>
    public static ImmutableArray<(ISymbol Symbol, double Score)> Weigh(
        SemanticModel model, int position, BoundNames place, BoundNames file, NearbyCode nearby, ContextTask task, CancellationToken cancellationToken)
    {
        var candidates = new Candidates(model, position, place, file, nearby, new WordOverlap(task.Instruction));
        candidates.AddMissed(task.Diagnostics);
        candidates.AddCertain(cancellationToken);
        candidates.AddTold(task.Diagnostics, cancellationToken);
        candidates.AddMembersAtHand(cancellationToken);
        candidates.AddFamiliar(cancellationToken);
        // A name that many of them have says little for any one.
        var sharing = candidates.scores.Keys.CountBy(NameOf, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        double Shared(ISymbol symbol) => Math.Log(1 + nearby.Of(NameOf(symbol))) - Math.Log(1 + ((double)nearby.Of(NameOf(symbol)) / sharing[NameOf(symbol)]));
        return
        [
            .. candidates.scores.Select(pair => (pair.Key, Score: pair.Value > Doubtful / 2 ? pair.Value : pair.Value - Shared(pair.Key))).OrderByDescending(pair => pair.Score)
                .ThenBy(pair => pair.Key.ToDisplayString(), StringComparer.Ordinal),
        ];
    }

    private static bool IsWritten(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;

    private static string NameOf(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;

    private void Add(ISymbol? symbol, double score)
    {
        if (BoundNames.Declared(symbol) is not { } declared || declared.Name.Length == 0 || (declared is not INamedTypeSymbol && declared.ContainingType is null))
            return;
        if (declared is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && (constructor.IsStatic || constructor.IsImplicitlyDeclared))
            declared = constructor.ContainingType.OriginalDefinition;
        if (!scores.TryGetValue(declared, out var known) || known < score)
            scores[declared] = score;
    }

    // What the place uses, what its wrong names may have meant, and what the compiler thought of.
    private void AddCertain(CancellationToken cancellationToken)
    {
        foreach (var symbol in place.Used.Keys.Where(symbol => IsWritten(symbol) || symbol is not INamedTypeSymbol))
            Add(symbol, IsWritten(symbol) ? Used : UsedOfFramework);
        foreach (var symbol in place.Doubtful)
            Add(symbol, Doubtful);
        // Types first: the members of what has a wrong type are not known before.
        var receivers = new HashSet<ITypeSymbol>(place.Values.Keys, SymbolEqualityComparer.Default);
        foreach (var wrong in place.Wrong.DistinctBy(wrong => (wrong.Name, wrong.Receiver?.ToDisplayString())).OrderBy(wrong => wrong.IsMember).Take(MostWrong))
            AddNear(wrong, receivers, cancellationToken);
    }

    private void AddNear(WrongName wrong, HashSet<ITypeSymbol> receivers, CancellationToken cancellationToken)
    {
        if (wrong.Receiver is ITypeSymbol receiver)
        {
            foreach (var member in model.LookupSymbols(position, receiver).Where(IsOwn))
                Add(member, (IsWritten(member) ? 40 : 8) + Familiar(member));
        }

        foreach (var (symbol, distance) in new NearNames(model).Of(wrong, receivers, cancellationToken).OrderBy(pair => pair.Distance).ThenByDescending(pair => Familiar(pair.Symbol)).Take(12).ToList())
        {
            Add(symbol, Wrong - (6 * distance) + Math.Min(5, Familiar(symbol)));
            if (symbol is not INamedTypeSymbol type)
                continue;
            AddSurface(type, Wrong - 40 - (6 * distance));
            if (IsWritten(type))
                receivers.Add(type);
        }
    }

    // What the place is to give, and what values a message says are of another type than they should be.
    private void AddMissed(ImmutableArray<Diagnostic> diagnostics)
    {
        var enclosing = model.GetEnclosingSymbol(position);
        var given = (enclosing as IMethodSymbol)?.ReturnType ?? (enclosing as IPropertySymbol)?.Type ?? (enclosing as IFieldSymbol)?.Type;
        foreach (var type in BoundNames.Within(given).Where(type => type.SpecialType == SpecialType.None))
            missed.Add(type.OriginalDefinition);
        foreach (var word in diagnostics.Where(diagnostic => MissedValue.Contains(diagnostic.Id)).SelectMany(diagnostic => Quoted(diagnostic).SelectMany(Words)).Take(20))
            missed.UnionWith(model.LookupNamespacesAndTypes(position, name: word).OfType<INamedTypeSymbol>().Where(type => type.SpecialType == SpecialType.None).Select(type => type.OriginalDefinition));
        foreach (var type in missed.Cast<INamedTypeSymbol>())
        {
            foreach (var member in type.GetMembers().Where(member => member.IsStatic && IsOwn(member) && Gives(member) && model.IsAccessible(position, member)))
                Add(member, (IsWritten(type) ? 4 : 0) + Familiar(member));
        }
    }

    private bool Gives(ISymbol symbol) => (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : BoundNames.ValueOf(symbol)) is { } type
        && missed.Contains(type.OriginalDefinition);

    private static IEnumerable<string> Quoted(Diagnostic diagnostic) =>
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'').Where((_, index) => index % 2 == 1);

    private static IEnumerable<string> Words(string quoted) => quoted.Split('.', '(', ')', '<', '>', ',', ' ', '?', '[', ']', '&').Where(word => word.Length > 1).Take(12);

    // What messages name: 'C' does not implement 'IShape.Area()'.
    private void AddTold(ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in diagnostics.Take(12))
        {
            INamedTypeSymbol? last = null;
            foreach (var word in Quoted(diagnostic).SelectMany(Words))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var types = model.LookupNamespacesAndTypes(position, name: word).OfType<INamedTypeSymbol>().Take(3).ToList();
                // A name that means another type here than was meant, or nothing in a comment of documentation.
                if (diagnostic.Id is "CS0616" or "CS1574" && SyntaxFacts.IsValidIdentifier(word))
                    AddNear(new WrongName(word, null, IsMember: false, position), new(SymbolEqualityComparer.Default), cancellationToken);
                if (types.Count == 0 && last is not null)
                {
                    foreach (var member in last.GetMembers(word))
                        Add(member, Told);
                }

                foreach (var type in types.Where(type => type.SpecialType == SpecialType.None))
                {
                    last = type;
                    Add(type, IsWritten(type) ? Told - 10 : UsedOfFramework);
                    AddSurface(type, 8);
                }
            }
        }
    }

    // Members of the types of what the place names, as they can be used there; and the types that those tell of.
    private void AddMembersAtHand(CancellationToken cancellationToken)
    {
        foreach (var (type, count) in AtHand().OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.ToDisplayString(), StringComparer.Ordinal).Take(MostTypes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var near = Math.Min(2, Math.Log2(1 + count) / 2);
            Add(type, (IsWritten(type) ? 5 : 2) + near + Familiar(type));
            foreach (var symbol in model.LookupSymbols(position, type, includeReducedExtensionMethods: true))
                AddAtHand(symbol, near);
            if (type is INamedTypeSymbol { TypeKind: not TypeKind.Interface } named)
                AddSurface(named, near + 3);
        }

        // One dot farther: what the state of what is at hand can do.
        var farther = AtHand().Keys.Where(IsWritten).SelectMany(type => type.GetMembers().OfType<IPropertySymbol>()).SelectMany(property => BoundNames.Within(property.Type));
        foreach (var member in farther.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Take(MostTypes).SelectMany(type => type.GetMembers()))
        {
            if (IsOwn(member) && model.IsAccessible(position, member) && Familiar(member) is > 0 and var familiar)
                Add(member, 1.5 + familiar);
        }

        // What a method wants that the compiler could not take is likely to be written now.
        foreach (var (named, score) in new (IEnumerable<ISymbol> Symbols, int Score)[] { (place.Doubtful, 6), (place.Used.Keys, 1) })
        {
            foreach (var told in named.Where(IsWritten).SelectMany(Mentioned).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).Where(IsWritten).Take(MostTypes))
            {
                Add(told, score + 2 + Familiar(told));
                AddSurface(told, score);
            }
        }
    }

    // The state of the containing type is at hand as well, named or not.
    private Dictionary<ITypeSymbol, int> AtHand()
    {
        var types = new Dictionary<ITypeSymbol, int>(SymbolEqualityComparer.Default);
        foreach (var (type, count) in place.Values)
            types[type] = count + 1;
        var state = model.GetEnclosingSymbol(position)?.ContainingType?.GetMembers().Select(member => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type) ?? [];
        foreach (var type in state.SelectMany(BoundNames.Within))
            types.TryAdd(type, 0);
        return types;
    }

    private void AddAtHand(ISymbol symbol, double near)
    {
        if (!IsOwn(symbol) || BoundNames.Declared(symbol) is not { } declared)
            return;
        var familiar = Familiar(declared);
        var isExtension = declared is IMethodSymbol { IsExtensionMethod: true };
        if (IsWritten(declared))
            Add(declared, (isExtension ? 3 : 6) + near + familiar);
        else if (familiar > 0)
            Add(declared, (isExtension ? 2 : 4.5) + near + familiar);
        else if (!isExtension && declared is not INamedTypeSymbol)
            Add(declared, near - 2);
    }

    // What every object has needs no telling.
    private static bool IsOwn(ISymbol symbol) => symbol.ContainingType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum) }
        && !(symbol is IMethodSymbol && symbol.Name is nameof(ToString) or nameof(Equals) or nameof(GetHashCode));

    // How a type is made, and what of it can be named without a value.
    private void AddSurface(INamedTypeSymbol type, double score)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            foreach (var value in type.GetMembers().OfType<IFieldSymbol>().Take(40))
                Add(value, score + 1 + Familiar(value));
            return;
        }

        if (!IsWritten(type) && score < Used / 4)
            return;
        foreach (var member in type.GetMembers().Where(member => member is IMethodSymbol { MethodKind: MethodKind.Constructor, IsStatic: false }
            || (member.IsStatic && member is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })))
        {
            if (model.IsAccessible(position, member))
                Add(member, score + Familiar(member));
        }
    }

    // What the rest of the file uses, what the place inherits, and the types that can be named.
    private void AddFamiliar(CancellationToken cancellationToken)
    {
        foreach (var symbol in model.LookupSymbols(position).Where(symbol => symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol))
            AddAtHand(symbol, 1);
        foreach (var symbol in file.Used.Keys)
            Add(symbol, (IsWritten(symbol) ? 4 : 2.5) + Familiar(symbol));
        foreach (var type in model.LookupNamespacesAndTypes(position).OfType<INamedTypeSymbol>().Take(MostVisible))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var familiar = Familiar(type);
            if (familiar <= 0)
                continue;
            Add(type, familiar - (IsWritten(type) ? 0 : 2));
            var asked = wanted.With(type.Name);
            if (asked > 0 && IsWritten(type))
                AddSurface(type, 3 * asked);
            if (IsWritten(type) || type.IsStatic || asked > 0)
            {
                foreach (var member in type.GetMembers().Where(member => member.IsStatic && !member.IsImplicitlyDeclared && model.IsAccessible(position, member)))
                {
                    if (Familiar(member) is > 0 and var known)
                        Add(member, known + (2 * asked) - (IsWritten(type) ? 1 : 3));
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Mentioned(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).SelectMany(BoundNames.Within),
        IPropertySymbol property => BoundNames.Within(property.Type),
        IFieldSymbol field => BoundNames.Within(field.Type),
        INamedTypeSymbol { BaseType: { } parent } type => type.Interfaces.Prepend(parent),
        _ => [],
    };

    // In logarithms, since the tenth use says less than the first.
    private double Familiar(ISymbol symbol)
    {
        var name = NameOf(symbol);
        return (3 * Math.Log(1 + file.Used.GetValueOrDefault(symbol))) + Math.Log(1 + nearby.Of(name)) + (4 * wanted.With(name)) + (Gives(symbol) ? 2 : 0);
    }
}
