using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Core.Verification;

/// <summary>A file among all that is compiled with it. It never changes: another text gives another one.</summary>
/// <param name="tree">The file, which is in <paramref name="compilation"/>.</param>
/// <param name="compilation">Of its project, with what generators add.</param>
/// <param name="projectFile">The project, by its full path; empty where there is none.</param>
public sealed class CompiledFile(SyntaxTree tree, CSharpCompilation compilation, string projectFile)
{
    private readonly Lazy<SemanticModel> model = new(() => compilation.GetSemanticModel(tree));

    /// <summary>Full path.</summary>
    public string Path => tree.FilePath;

    /// <summary>The project, by its full path; empty where there is none.</summary>
    public string ProjectFile => projectFile;

    /// <summary>What it says.</summary>
    public SyntaxNode Root => tree.GetRoot();

    /// <summary>Its text.</summary>
    public SourceText Text => tree.GetText();

    /// <summary>What it means.</summary>
    public SemanticModel Model => model.Value;

    /// <summary>The file with another text. What is written in it alone is bound anew.</summary>
    public CompiledFile With(SourceText text)
    {
        var after = tree.WithChangedText(text);
        return new CompiledFile(after, compilation.ReplaceSyntaxTree(tree, after), projectFile);
    }
}
