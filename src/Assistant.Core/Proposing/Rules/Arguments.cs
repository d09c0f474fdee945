using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules;

/// <summary>Which parameter an argument is meant for.</summary>
internal static class Arguments
{
    /// <summary>The parameter of the method that is called, or of the only one that may be meant.</summary>
    public static IParameterSymbol? ParameterOf(Fault fault, ExpressionSyntax call, ArgumentSyntax argument)
    {
        var methods = MethodsOf(fault, call);
        return methods.Count == 1 ? ParameterOf(methods[0], argument) : null;
    }

    /// <summary>The method that is called, or those that may be meant with as many arguments.</summary>
    public static IReadOnlyList<IMethodSymbol> MethodsOf(Fault fault, ExpressionSyntax call)
    {
        var found = fault.Model.GetSymbolInfo(call, fault.CancellationToken);
        return [.. (found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols).OfType<IMethodSymbol>()];
    }

    /// <summary>The parameter at an argument's place, or null.</summary>
    public static IParameterSymbol? ParameterOf(IMethodSymbol method, ArgumentSyntax argument)
    {
        if (argument.NameColon?.Name.Identifier.ValueText is { } name)
            return method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        var index = ((BaseArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument);
        return index < method.Parameters.Length ? method.Parameters[index] : null;
    }
}
