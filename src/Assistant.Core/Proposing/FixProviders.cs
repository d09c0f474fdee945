using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace Assistant.Core.Proposing;

/// <summary>The code fix and refactoring providers that ship with the SDK, as far as they repair and do not invent.</summary>
public sealed class FixProviders
{
    // A provider is known by its type's name: the types are internal to the SDK. Those that invent (members, types,
    // parameters, stubs that throw) make the compiler content without doing what was meant; those that suppress hide. Of
    // spelling a rule of ours knows more: to the provider count1 is a misspelled count3.
    private static readonly string[] Unasked =
    [
        "SpellCheck", "Generate", "ImplementInterface", "ImplementAbstractClass", "AddParameter", "Suppress", "Suppression", "AddPackage",
        "UpgradeProject", "AddMissingReference", "AddObsolete", "HideBase",
    ];

    // Refactorings that repair an error no fix provider is registered for.
    private static readonly string[] RepairingRefactorings = ["CSharpAddAwaitCodeRefactoringProvider"];

    // The first finds what was meant by name; the others change what is declared, or say in a longer or rougher way what a
    // rule of ours says. A cast does not say what it loses.
    private static readonly string[] Naming = ["AddImport"];
    private static readonly string[] Late = ["FullyQualify", "DeclareAsNullable", "UseImplicitType"];
    private static readonly string[] Lossy = ["AddExplicitCast"];

    private readonly ImmutableArray<(CodeFixProvider Provider, Preference Preference, ImmutableHashSet<string> Ids)> known;

    private FixProviders(ImmutableArray<(CodeFixProvider Provider, Preference Preference, ImmutableHashSet<string> Ids)> fixes, ImmutableArray<CodeRefactoringProvider> refactorings)
    {
        known = fixes;
        Refactorings = refactorings;
    }

    /// <summary>Refactorings offered at the place of an error.</summary>
    public ImmutableArray<CodeRefactoringProvider> Refactorings { get; }

    /// <summary>Finds the providers in the SDK's assemblies.</summary>
    /// <param name="assemblies">The SDK's Features and Workspaces assemblies.</param>
    public static FixProviders In(IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(LoadableTypes).Where(type => !type.IsAbstract).ToList();
        var fixes = types
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true && !IsUnasked(type))
            .OrderBy(type => PreferenceOf(type.Name))
            .ThenBy(type => type.Name, StringComparer.Ordinal)
            .Select(Create<CodeFixProvider>)
            .OfType<CodeFixProvider>()
            .Select(provider => (provider, PreferenceOf(provider.GetType().Name), provider.FixableDiagnosticIds.ToImmutableHashSet()));
        var refactorings = types
            .Where(type => RepairingRefactorings.Contains(type.Name))
            .Select(Create<CodeRefactoringProvider>)
            .OfType<CodeRefactoringProvider>();
        return new FixProviders([.. fixes], [.. refactorings]);
    }

    /// <summary>Providers that know a diagnostic, those that find what was meant by name first.</summary>
    internal IEnumerable<(CodeFixProvider Provider, Preference Preference)> For(string diagnosticId) =>
        known.Where(fix => fix.Ids.Contains(diagnosticId)).Select(fix => (fix.Provider, fix.Preference));

    private static Preference PreferenceOf(string providerName) =>
        Naming.Any(name => providerName.Contains(name, StringComparison.Ordinal)) ? Preference.Named
        : Late.Any(name => providerName.Contains(name, StringComparison.Ordinal)) ? Preference.Late
        : Lossy.Any(name => providerName.Contains(name, StringComparison.Ordinal)) ? Preference.Lossy
        : Preference.Usual;

    private static bool IsUnasked(Type type) => Unasked.Any(name => type.Name.Contains(name, StringComparison.Ordinal));

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }

    // A provider that needs an editor's services cannot be made here; the others do the work.
    private static T? Create<T>(Type type)
        where T : class
    {
        try
        {
            return (T?)Activator.CreateInstance(type, nonPublic: true);
        }
        catch (Exception failure) when (failure is MissingMethodException or TargetInvocationException)
        {
            return null;
        }
    }
}
