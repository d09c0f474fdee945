using Assistant.Core.Context;
using Assistant.Core.Proposing.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Chat;

/// <summary>What a block comes to, file by file, while it is read.</summary>
/// <param name="relative">Shortens a full path.</param>
/// <param name="isAsked">Whether the question was about a member.</param>
internal sealed class BlockDraft(Func<string, string> relative, Func<FoundType, MemberDeclarationSyntax, bool> isAsked)
{
    // The first type that is changed.
    private FoundType? first;

    /// <summary>Changes by full path; none where all stands there already.</summary>
    public Dictionary<string, (Document Document, List<TextChange> Changes)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What is written.</summary>
    public List<WrittenPiece> Pieces { get; } = [];

    /// <summary>Types that the solution does not have.</summary>
    public List<MemberDeclarationSyntax> NewTypes { get; } = [];

    /// <summary>Why a member of the block cannot be taken as it is written; null when all can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes the members that a block writes of a type into its declaration.</summary>
    /// <param name="parts">The declaration, or all parts of it.</param>
    /// <param name="written">The block's own declaration, or all parts of it.</param>
    public void Merge(IReadOnlyList<FoundType> parts, IReadOnlyList<TypeDeclarationSyntax> written) =>
        Merge(parts, written.SelectMany(part => AnswerMembers.Of(part, (TypeDeclarationSyntax)parts[0].Declaration)), written.FirstOrDefault(part => part.BaseList is not null) ?? written[0]);

    /// <summary>Takes members into a declaration.</summary>
    /// <param name="parts">The declaration, or all parts of it.</param>
    /// <param name="members">What the block writes.</param>
    /// <param name="head">The block's own declaration; null where it has none.</param>
    public void Merge(IReadOnlyList<FoundType> parts, IEnumerable<MemberDeclarationSyntax> members, TypeDeclarationSyntax? head)
    {
        var written = members.Reverse().DistinctBy(MemberNames.Key).Reverse().ToList();
        var added = new List<MemberDeclarationSyntax>();
        FoundType? last = null;
        foreach (var member in written)
        {
            var (part, own) = OwnOf(parts, member, written);
            if (own is BaseFieldDeclarationSyntax { Declaration.Variables: { Count: > 1 } several } && several.Any(variable => !NamesOf(member).Contains(variable.Identifier.ValueText)))
                Problem ??= $"{Shown(own)} is declared together with others, and not all of them are written";
            if (own is null)
            {
                added.Add(member);
                continue;
            }

            last = part;
            // Of a nested type, too, what is not mentioned stays.
            if (own is TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 } && member is TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 } nested)
                Merge([part! with { Declaration = own }], [nested]);
            else
                Write(part!, own, member);
        }

        var target = last ?? parts[0];
        if (added.Count > 0)
            Add(target, (TypeDeclarationSyntax)target.Declaration, added);
        if (head is not null && parts.Count == 1 && new BlockWriter(target).InFront(target.Declaration, head) is { Count: > 0 } said)
        {
            first ??= target;
            ChangesOf(target).AddRange(said);
            Pieces.Add(new WrittenPiece(relative(target.Document.FilePath!), $"what is said of {MemberNames.Name(head)}", target.Text.ToString(TextSpan.FromBounds(target.Declaration.FullSpan.Start, EditPlace.SpanOf(target.Declaration).Start))));
        }

        if (head is not null && WidensBases((TypeDeclarationSyntax)target.Declaration, head))
        {
            ChangesOf(target).AddRange(WriterOf(target).ReplacingHead((TypeDeclarationSyntax)target.Declaration, head));
            Pieces.Add(new WrittenPiece(relative(target.Document.FilePath!), $"head of {MemberNames.Name(head)}", target.Text.ToString(MemberWriter.HeadOf((TypeDeclarationSyntax)target.Declaration)!.Value)));
        }
    }

    /// <summary>Puts a whole declaration in the place of another.</summary>
    public void Replace(FoundType found, MemberDeclarationSyntax written) => Write(found, found.Declaration, written);

    /// <summary>Adds the new types behind the last type of a file.</summary>
    /// <param name="file">The file that was named; null for the first that is changed.</param>
    public void AppendNewTypes(FoundType? file)
    {
        var target = file ?? first!;
        var type = target.Declaration.Parent is TypeDeclarationSyntax ? target.Declaration.Ancestors().OfType<TypeDeclarationSyntax>().Last() : target.Declaration;
        var position = type.SyntaxTree == target.Root.SyntaxTree ? type.Span.End : target.Root.Span.End;
        foreach (var written in NewTypes)
        {
            Pieces.Add(new WrittenPiece(relative(target.Document.FilePath!), MemberNames.Name(written), null));
            Look(written, "");
        }

        ChangesOf(target).AddRange(new BlockWriter(target).Behind(position, type.SyntaxTree == target.Root.SyntaxTree ? WriterOf(target).Layout.IndentationAt(type.SpanStart) : "", NewTypes));
    }

    // Of a type in parts the one that has the member. Another signature is a changed one only where the question was about that member.
    private (FoundType? Part, MemberDeclarationSyntax? Own) OwnOf(IReadOnlyList<FoundType> parts, MemberDeclarationSyntax member, List<MemberDeclarationSyntax> written)
    {
        var own = parts.SelectMany(part => ((TypeDeclarationSyntax)part.Declaration).Members.Select(existing => (part, existing))).ToList();
        if (member is BaseFieldDeclarationSyntax && own.Find(one => one.existing is BaseFieldDeclarationSyntax && NamesOf(one.existing).Intersect(NamesOf(member), StringComparer.Ordinal).Any()) is { existing: not null } field)
            return field;
        if (own.Find(one => MemberNames.Key(one.existing) == MemberNames.Key(member)) is { existing: not null } same)
            return same;
        var named = own.FindAll(one => MemberNames.Name(one.existing) == MemberNames.Name(member));
        var isOnly = written.Count(other => MemberNames.Name(other) == MemberNames.Name(member)) == 1;
        return isOnly && member is not BaseTypeDeclarationSyntax && named.Find(one => isAsked(one.part, one.existing)) is { existing: not null } asked ? asked : (null, null);
    }

    private static List<string> NamesOf(MemberDeclarationSyntax member) => member is BaseFieldDeclarationSyntax field ? [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)] : [MemberNames.Name(member)];

    private void Write(FoundType part, MemberDeclarationSyntax own, MemberDeclarationSyntax written)
    {
        var before = part.Text.ToString(EditPlace.SpanOf(own));
        Look(written, before);
        if (BlockWriter.IsConditional(own))
            Problem ??= $"{Shown(own)} stands under a condition";
        first ??= part;
        var changes = Changes(part, own, written);
        Pieces.Add(new WrittenPiece(relative(part.Document.FilePath!), Shown(own), before, Stands: changes.Count == 0));
        ChangesOf(part).AddRange(changes);
    }

    private void Add(FoundType target, TypeDeclarationSyntax type, List<MemberDeclarationSyntax> added)
    {
        first ??= target;
        foreach (var member in added)
        {
            Look(member, "");
            Pieces.Add(new WrittenPiece(relative(target.Document.FilePath!), Shown(member), null));
        }

        ChangesOf(target).AddRange(new BlockWriter(target).Adding(type, added));
    }

    // The values of an enumeration that are not written stay, too.
    private List<TextChange> Changes(FoundType part, MemberDeclarationSyntax own, MemberDeclarationSyntax written)
    {
        var writer = new BlockWriter(part);
        if (own is not EnumDeclarationSyntax existing || written is not EnumDeclarationSyntax values || values.Members.Count == 0 || existing.Members.Count == 0
            || existing.Members.All(one => values.Members.Any(other => other.Identifier.ValueText == one.Identifier.ValueText)))
            return writer.Replacing(own, written);
        if (existing.ContainsDirectives)
            Problem ??= $"{Shown(own)} stands under a condition";
        return [.. writer.InFront(existing, values), .. writer.Values(existing, values)];
    }

    private void Look(MemberDeclarationSyntax written, string before)
    {
        // What stands between members leaves out others, and those stay.
        if (LeftOut.In(written.ToString()).Except(LeftOut.In(before), StringComparer.Ordinal).Any())
            Problem ??= $"{Shown(written)} leaves code out";
        else if (written.GetLeadingTrivia().Any(trivia => trivia.Kind() is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia))
            Problem ??= $"{Shown(written)} stands under a condition";
    }

    // What a type derives from is often not repeated; only where more is named is it meant.
    private static bool WidensBases(TypeDeclarationSyntax existing, TypeDeclarationSyntax written)
    {
        static HashSet<string> In(TypeDeclarationSyntax type) => [.. (type.BaseList?.Types ?? default).Select(one => one.Type.ToString().Replace(" ", "", StringComparison.Ordinal))];
        return MemberWriter.HeadOf(existing) is not null && MemberWriter.HeadOf(written) is not null && In(written).IsProperSupersetOf(In(existing));
    }

    private List<TextChange> ChangesOf(FoundType part)
    {
        if (!Files.TryGetValue(part.Document.FilePath!, out var file))
            Files[part.Document.FilePath!] = file = (part.Document, []);
        return file.Changes;
    }

    private static MemberWriter WriterOf(FoundType part) => new(part.Root, part.Text);

    // Order.Total(int).
    private static string Shown(MemberDeclarationSyntax member)
    {
        var name = member switch
        {
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => MemberNames.Name(member).Split('`')[0],
        };
        var parameters = member is BaseMethodDeclarationSyntax method ? $"({string.Join(", ", method.ParameterList.Parameters.Select(parameter => parameter.Type?.ToString()))})" : "";
        return member.Parent is BaseTypeDeclarationSyntax { Identifier.ValueText: { Length: > 0 } parent } ? $"{parent}.{name}{parameters}" : name + parameters;
    }
}
