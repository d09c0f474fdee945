using System.Runtime.CompilerServices;
using Assistant.Core.Context;
using Assistant.Core.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Cli.Pairs;

/// <summary>
/// Pairs of what people changed: members whose present text a commit wrote, each with the text it had before, put back into the
/// present solution. The newest change of a member counts, and each member once.
/// </summary>
internal sealed class HistoryPairs(PairMaker maker, GitHistory history)
{
    /// <summary>The pairs, newest changes first.</summary>
    /// <param name="commits">How many commits are looked at.</param>
    /// <param name="progress">What is looked at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async IAsyncEnumerable<EditPair> AllAsync(int commits, IProgress<string> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string Path, string Member)>();
        foreach (var commit in await history.CommitsAsync(commits, cancellationToken))
        {
            foreach (var path in commit.Paths)
            {
                if (maker.Snapshot.Solution.GetDocumentIdsWithFilePath(path) is not [var id, ..] || maker.Snapshot.Solution.GetDocument(id) is not { } document)
                    continue;
                progress.Report($"{commit.Hash[..8]} {Path.GetFileName(path)}");
                if (await history.TextsAsync(commit, path, cancellationToken) is not var (before, after))
                    continue;
                var present = Members((await document.GetSyntaxRootAsync(cancellationToken))!);
                var (old, written) = (Members(CSharpSyntaxTree.ParseText(before, cancellationToken: cancellationToken).GetRoot(cancellationToken)), Members(CSharpSyntaxTree.ParseText(after, cancellationToken: cancellationToken).GetRoot(cancellationToken)));
                foreach (var (key, member) in present)
                {
                    // A later commit has changed it, or this one has not.
                    if (!written.TryGetValue(key, out var then) || !SyntaxFactory.AreEquivalent(then, member) || Earlier(key, old, written) is not { } earlier || SyntaxFactory.AreEquivalent(earlier, member))
                        continue;
                    if (!seen.Add((path, key)))
                        continue;
                    var span = EditPlace.SpanOf(member);
                    var text = await document.GetTextAsync(cancellationToken);
                    var end = text.ToString().Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
                    var edit = new ReplaceText(maker.Snapshot.RelativePath(path), span.Start, span.Length, TextOf(earlier).ReplaceLineEndings(end));
                    if (edit.NewText != text.ToString(span) && await maker.OfHistoryAsync(document, edit, commit.Subject, cancellationToken) is { } pair)
                        yield return pair;
                }
            }
        }
    }

    // With the same head, or else the only one of that name that went as this one came.
    private static MemberDeclarationSyntax? Earlier(string key, Dictionary<string, MemberDeclarationSyntax> old, Dictionary<string, MemberDeclarationSyntax> written)
    {
        if (old.TryGetValue(key, out var same))
            return same;
        var name = key[..(key.IndexOf('(', StringComparison.Ordinal) is var at and >= 0 ? at : key.Length)];
        bool IsNamed(string other) => other == name || other.StartsWith(name + "(", StringComparison.Ordinal);
        var gone = old.Keys.Where(other => IsNamed(other) && !written.ContainsKey(other)).ToList();
        return gone.Count == 1 && written.Keys.Count(other => IsNamed(other) && !old.ContainsKey(other)) == 1 ? old[gone[0]] : null;
    }

    private static Dictionary<string, MemberDeclarationSyntax> Members(SyntaxNode root)
    {
        var members = new Dictionary<string, MemberDeclarationSyntax>(StringComparer.Ordinal);
        foreach (var member in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MemberDeclarationSyntax>())
        {
            if (NameOf(member) is { } name)
                members.TryAdd(string.Join('.', member.Ancestors().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.ValueText).Append(name)), member);
        }

        return members;
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText + Types(method.ParameterList),
        ConstructorDeclarationSyntax constructor => ".ctor" + Types(constructor.ParameterList),
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseFieldDeclarationSyntax { Declaration.Variables: [var variable] } => variable.Identifier.ValueText,
        _ => null,
    };

    private static string Types(ParameterListSyntax list) => $"({string.Join(',', list.Parameters.Select(parameter => parameter.Type?.ToString()))})";

    private static string TextOf(MemberDeclarationSyntax member) => member.SyntaxTree.GetText().ToString(EditPlace.SpanOf(member));
}
