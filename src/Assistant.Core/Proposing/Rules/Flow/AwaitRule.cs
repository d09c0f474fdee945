using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Core.Proposing.Rules.Flow;

/// <summary>Awaits a task that is dropped, or that is used as if it were its result.</summary>
internal sealed class AwaitRule : IRepairRule
{
    public ImmutableArray<string> Ids => ["CS0019", "CS0023", "CS0029", "CS1061", "CS1503", "CS4014", "CS4016"];

    public IEnumerable<RuleRepair> Propose(Fault fault) => Values(fault).SelectMany(value => Await(fault, value));

    // Where one argument of a call does not fit, another one may be to blame.
    private static IEnumerable<ExpressionSyntax> Values(Fault fault) => fault.Id switch
    {
        "CS1061" => fault.Node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is { } access && access.Name.Span.Contains(fault.Span) ? [access.Expression] : [],
        "CS1503" => fault.Node.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent is BaseArgumentListSyntax list ? list.Arguments.Select(argument => argument.Expression) : [],
        "CS0019" or "CS0023" => fault.Expression switch
        {
            BinaryExpressionSyntax binary => [binary.Left, binary.Right],
            PrefixUnaryExpressionSyntax prefix => [prefix.Operand],
            _ => [],
        },
        _ => fault.Expression is { } value ? [value] : [],
    };

    private static IEnumerable<RuleRepair> Await(Fault fault, ExpressionSyntax value)
    {
        if (value is AwaitExpressionSyntax || fault.TypeOf(value) is not { } type || !IsAwaitable(fault, type, value.SpanStart)
            || Asynchrony.Enable(fault, value) is not { } around)
            yield break;
        var ending = WithoutContext(fault) ? ".ConfigureAwait(false)" : "";
        var inner = value is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or CastExpressionSyntax or SwitchExpressionSyntax;
        var outer = value.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax;
        var before = (outer ? "(" : "") + "await " + (inner ? "(" : "");
        var after = (inner ? ")" : "") + ending + (outer ? ")" : "");
        RuleEdit[] edits = after.Length == 0 ? [fault.Insert(value.SpanStart, before)] : [fault.Insert(value.SpanStart, before), fault.Insert(value.Span.End, after)];
        if (around.Any(edit => edits.Any(own => edit.Span.IntersectsWith(own.Span) && !edit.Span.IsEmpty)))
            yield break;
        yield return new RuleRepair(around.Length == 0 ? "Add 'await'" : "Add 'await' and 'async'", Preference.Evident, [.. around, .. edits]);
    }

    private static bool IsAwaitable(Fault fault, ITypeSymbol type, int position) =>
        fault.Model.LookupSymbols(position, type, "GetAwaiter", includeReducedExtensionMethods: true).Any(found => found is IMethodSymbol { Parameters.IsEmpty: true });

    // A file that leaves its caller's context nearly everywhere does so here too.
    private static bool WithoutContext(Fault fault)
    {
        var awaited = fault.Root.DescendantNodes().OfType<AwaitExpressionSyntax>().ToList();
        return awaited.Count(one => one.Expression.ToString().EndsWith(".ConfigureAwait(false)", StringComparison.Ordinal)) * 2 > awaited.Count;
    }
}
