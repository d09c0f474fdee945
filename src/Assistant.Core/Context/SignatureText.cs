using Microsoft.CodeAnalysis;

namespace Assistant.Core.Context;

/// <summary>Writes symbols as C# declares them, as short as can be: no accessibility, no namespaces, no bodies.</summary>
internal static class SignatureText
{
    // A default value of more letters says no more than that there is one.
    private const int LongestDefault = 24;

    private static readonly SymbolDisplayFormat Types = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.CollapseTupleTypes);

    private static readonly SymbolDisplayFormat Members = Types
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithKindOptions(SymbolDisplayKindOptions.None);

    /// <summary>As a place is called: <c>Order.Total(int)</c>.</summary>
    public static SymbolDisplayFormat Titles { get; } = Types
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary>The head of a type, without what it derives from: <c>sealed class Order&lt;T&gt;</c>.</summary>
    public static string HeadOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Delegate => $"delegate {type.DelegateInvokeMethod?.ReturnType.ToDisplayString(Types) ?? "void"} {type.ToDisplayString(Types)}({Parameters(type.DelegateInvokeMethod)})",
        TypeKind.Enum => $"enum {type.ToDisplayString(Types)}",
        TypeKind.Interface => $"interface {type.ToDisplayString(Types)}",
        TypeKind.Struct => $"{(type.IsReadOnly ? "readonly " : "")}{(type.IsRefLikeType ? "ref " : "")}{(type.IsRecord ? "record struct" : "struct")} {type.ToDisplayString(Types)}",
        _ => $"{(type.IsStatic ? "static " : type.IsAbstract ? "abstract " : "")}{(type.IsRecord ? "record" : "class")} {type.ToDisplayString(Types)}",
    };

    /// <summary>
    /// What a type derives from, with the colon, or nothing. What every type derives from is left out, and so is what types of
    /// libraries do: it is long, and models have read it.
    /// </summary>
    public static string BasesOf(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return "";
        var bases = new List<INamedTypeSymbol>();
        if (type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: SpecialType.None } parent })
            bases.Add(parent);
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
            bases.AddRange(type.Interfaces.Where(one => !(type.IsRecord && one.Name == "IEquatable")));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases.Select(one => one.ToDisplayString(Types)));
    }

    /// <summary>The declaration of a member with what ends it: <c>int Total { get; }</c>; of a value of an enumeration its name.</summary>
    public static string Of(ISymbol member) => member switch
    {
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } value => value.Name + ",",
        IFieldSymbol field => $"{(field.IsConst ? "const " : Static(field) + (field.IsReadOnly ? "readonly " : ""))}{field.Type.ToDisplayString(Types)} {field.Name};",
        IEventSymbol added => $"{Static(added)}event {added.Type.ToDisplayString(Types)} {added.Name};",
        IPropertySymbol property => $"{Virtual(property)}{(property.IsRequired ? "required " : "")}{property.ToDisplayString(Members)} {{ {(property.GetMethod is null ? "" : "get; ")}{Setter(property)}}}",
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"{constructor.ContainingType.Name}({Parameters(constructor)});",
        IMethodSymbol { IsExtensionMethod: true } method => Virtual(method) + method.ToDisplayString(Members) + ";",
        IMethodSymbol method => Virtual(method) + WithDefaults(method) + ";",
        INamedTypeSymbol type => HeadOf(type) + ";",
        _ => member.Name + ";",
    };

    private static string Parameters(IMethodSymbol? method) => method is null ? "" : string.Join(", ", method.Parameters.Select(Parameter));

    private static string Parameter(IParameterSymbol parameter) => parameter.ToDisplayString(Members) + Default(parameter);

    private static string WithDefaults(IMethodSymbol method)
    {
        var text = method.ToDisplayString(Members);
        // From the last on, so that what stands before stays where it is.
        foreach (var parameter in method.Parameters.Where(one => one.HasExplicitDefaultValue).Reverse())
        {
            var written = parameter.ToDisplayString(Members);
            var at = text.LastIndexOf(written, StringComparison.Ordinal);
            if (at >= 0)
                text = text.Insert(at + written.Length, Default(parameter));
        }

        return text;
    }

    private static string Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
            return "";
        var value = parameter.ExplicitDefaultValue switch
        {
            null => parameter.Type.IsReferenceType ? "null" : "default",
            string text => $"\"{text}\"",
            bool word => word ? "true" : "false",
            var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)!,
        };
        return " = " + (value.Length > LongestDefault || parameter.Type.TypeKind == TypeKind.Enum ? "default" : value);
    }

    private static string Setter(IPropertySymbol property) => property.SetMethod is not { } setter ? "" : setter.IsInitOnly ? "init; " : "set; ";

    private static string Static(ISymbol member) => member.IsStatic ? "static " : "";

    private static string Virtual(ISymbol member) => member.ContainingType?.TypeKind == TypeKind.Interface ? Static(member)
        : Static(member) + (member.IsAbstract ? "abstract " : member.IsVirtual ? "virtual " : member.IsOverride ? "override " : "");
}
