using System.Collections.Immutable;
using Assistant.Core.Edits;
using Assistant.Core.Proposing.Models;
using Assistant.Core.Verification;
using Assistant.Models;
using Assistant.Models.Machine;
using Assistant.Server.Models;
using Assistant.Tests.Kit;
using Assistant.Workspace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Assistant.Tests.Proposing.Evil;

/// <summary>Asks a scripted server as the product does, and looks at what would be shown with other means than those that judged it.</summary>
internal static class EvilRun
{
    private static readonly HostLaunch NoHost = new("", [], "", "");

    /// <summary>The models of tiers that are at servers.</summary>
    public static TierModels Models(TimeProvider time, params ReadOnlySpan<(string Tier, string Address)> tiers)
    {
        var settings = new Settings();
        foreach (var (tier, address) in tiers)
            settings = settings with { Tiers = settings.Tiers.SetItem(tier, new TierSettings(tier, new Uri(address), "m")) };
        return new TierModels(settings, NoHost, new PromptRates(null), time);
    }

    /// <summary>What becomes of a scene's error when the small model answers so.</summary>
    public static async Task<CascadeOutcome> AskAsync(EvilScene scene, ScriptedServer server, CancellationToken cancellationToken = default)
    {
        using var models = Models(TimeProvider.System, (TierSettings.Small, server.Address));
        return await AskAsync(scene, models, cancellationToken);
    }

    /// <summary>What becomes of a scene's error.</summary>
    public static async Task<CascadeOutcome> AskAsync(EvilScene scene, TierModels models, CancellationToken cancellationToken)
    {
        var (verifier, document, target) = await scene.OpenedAsync();
        var task = await RepairTask.OfAsync(verifier, document, target, cancellationToken);
        return await new Cascade(models.Tiers, TimeProvider.System).RunAsync(task, Judge.OfRepair(verifier, target), new Progress<string>(), cancellationToken);
    }

    /// <summary>One of a kind, and its control.</summary>
    public static async Task CheckAsync(EvilKind kind, int seed)
    {
        var random = new Random(seed);
        var scene = EvilScene.All[seed % EvilScene.All.Length];
        var answer = kind.Make(scene, random);
        // Those of texts over several lines are about the scene that has some.
        if (answer.Shown == Shown.Exact && answer.Texts[^1].Contains("Page(", StringComparison.Ordinal))
            scene = EvilScene.All[^1];
        var cut = random.Of(Cut.Whole, Cut.Words, Cut.Letters, Cut.Bytes);
        if (answer.Texts[0].Length > 100_000 && cut is Cut.Letters or Cut.Bytes)
            cut = Cut.Words;
        try
        {
            await CheckAsync(scene, answer, cut);
            if (answer.Control is { } control)
                await CheckAsync(scene, new EvilAnswer(Shown.Exact, control), cut);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{kind.Name}, seed {seed}, {scene.Name}, {cut}\n{answer.Texts[0][..Math.Min(3000, answer.Texts[0].Length)]}\n{failure.Message}", failure);
        }
    }

    private static async Task CheckAsync(EvilScene scene, EvilAnswer answer, Cut cut)
    {
        using var server = new ScriptedServer([.. answer.Texts.Select(text => text == EvilMistakes.Mended ? Replies.Says(asked => Mended(scene, asked), cut) : Replies.Says(text, cut, answer.Reason))]);
        var outcome = await AskAsync(scene, server);
        await server.AloneAsync();
        Assert.Empty(server.Failures);
        Assert.Equal(outcome.Tries.Length, server.Asked.Count);
        Assert.InRange(server.Asked.Count, 1, 5);
        Assert.All(outcome.Tries, tried => Assert.True(tried.IsTaken || tried.Reason.Length > 0));
        Assert.False(System.IO.File.Exists(EvilActs.Canary));
        var why = string.Join('\n', outcome.Tries.Select(Why));
        // The compiler's words go back to the model.
        foreach (var (tried, next) in outcome.Tries.Zip(server.Asked.Skip(1)).Where(pair => pair.Second.Messages.Count > 2 && pair.First.Answer.Length > 0))
            Assert.Contains(tried.Reason, next.Messages[^1], StringComparison.Ordinal);
        if (outcome.Taken is not { } taken)
        {
            Assert.True(answer.Shown is Shown.Nothing or Shown.Sound, $"nothing was shown: {why}");
            Assert.True(answer.Why.Split('|').Any(part => why.Contains(part, StringComparison.Ordinal)), why);
            return;
        }

        var file = Assert.Single(taken.Candidate!.Files);
        var after = file.After!.ToString();
        Assert.True(answer.Shown != Shown.Nothing, $"shown:\n{after}");
        Assert.Equal(EvilScene.RelativePath, file.Path);
        Assert.All(taken.Candidate.Edits, edit => Assert.Equal(EvilScene.RelativePath, Assert.IsType<ReplaceText>(edit).Path));
        if (answer.Shown == Shown.Exact)
            Assert.Equal(scene.With(answer.Member ?? scene.Right), after);
        await CompilesAsync(scene, taken.Candidate.Edits, after);
        KeepsOthers(scene, answer, after);
    }

    private static string Mended(EvilScene scene, AskedModel asked)
    {
        var prompt = asked.Messages[1];
        var start = prompt.IndexOf("```csharp\n", StringComparison.Ordinal);
        return prompt[start..(prompt.IndexOf("\n```", start, StringComparison.Ordinal) + 4)].Replace(scene.Wrong + "x", scene.Wrong, StringComparison.Ordinal);
    }

    private static string Why(ModelTry tried) =>
        tried.Reason + string.Concat((tried.Verdict?.NewDiagnostics ?? []).Select(found => $" {found.Id} {found.Message}")) + string.Concat((tried.Verdict?.Silencing ?? []).Select(found => $" ({found.Rule})"));

    // By a judge that has seen nothing, and by the compiler alone.
    private static async Task CompilesAsync(EvilScene scene, ImmutableArray<Edit> edits, string after)
    {
        var (verifier, document, target) = await scene.OpenAsync();
        var (changes, problem) = await ChangeSet.CreateAsync(verifier.Snapshot, edits, CancellationToken.None);
        Assert.Null(problem);
        var (verdict, _) = await verifier.VerifyRepairAsync(changes!, target, CancellationToken.None);
        Assert.Equal(VerdictKind.Accepted, verdict.Kind);
        Assert.Empty(verdict.Silencing);
        Assert.Equal(after, (await changes!.After.Solution.GetDocument(document.Id)!.GetTextAsync()).ToString());

        var trees = new List<SyntaxTree>();
        foreach (var other in document.Project.Documents)
            trees.Add(CSharpSyntaxTree.ParseText(other.Id == document.Id ? after : (await other.GetTextAsync()).ToString(), (CSharpParseOptions)document.Project.ParseOptions!));
        var compilation = CSharpCompilation.Create("A", trees, ReferencePack.All.Select(reference => reference.Reference), (CSharpCompilationOptions)document.Project.CompilationOptions!);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
    }

    // All that was not asked about is as it was, byte for byte.
    private static void KeepsOthers(EvilScene scene, EvilAnswer answer, string after)
    {
        var (old, now) = (Parse(scene.Before), Parse(after));
        var mine = new[] { scene.Member }.Concat(answer.Named).ToList();
        Assert.Equal(Members(old).Where(member => !mine.Contains(Name(member))).Select(member => member.ToFullString()),
            Members(now).Where(member => !mine.Contains(Name(member))).Select(member => member.ToFullString()));
        Assert.Equal(Heads(old), Heads(now));
        var added = now.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(used => used.ToString()).Except(old.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(used => used.ToString()), StringComparer.Ordinal);
        Assert.All(added, used => Assert.Matches("^using System[A-Za-z.]*;$", used));
        Assert.Equal(old.GetLastToken().TrailingTrivia.ToFullString() + old.EndOfFileToken.ToFullString(), now.GetLastToken().TrailingTrivia.ToFullString() + now.EndOfFileToken.ToFullString());
    }

    private static CompilationUnitSyntax Parse(string text) => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();

    private static IEnumerable<MemberDeclarationSyntax> Members(CompilationUnitSyntax file) =>
        file.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(member => member is not BaseTypeDeclarationSyntax and not BaseNamespaceDeclarationSyntax);

    private static IEnumerable<string> Heads(CompilationUnitSyntax file) =>
        file.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(type => $"{type.AttributeLists}{type.Modifiers} {type.Keyword} {type.Identifier}{type.TypeParameterList}{type.BaseList}{type.ConstraintClauses}");

    private static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => member.ToString(),
    };
}
