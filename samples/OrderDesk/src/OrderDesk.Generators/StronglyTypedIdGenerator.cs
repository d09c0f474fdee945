using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrderDesk.Generators;

/// <summary>Completes every <c>[StronglyTypedId("prefix")] partial struct</c> with a value, parsing and equality.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class StronglyTypedIdGenerator : IIncrementalGenerator
{
    private const string AttributeName = "OrderDesk.Domain.Common.StronglyTypedIdAttribute";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(
            static output => output.AddSource("StronglyTypedIdAttribute.g.cs", StronglyTypedIdSource.Attribute));

        var identifiers = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is StructDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax },
            static (syntax, _) => IdModel.From(syntax));

        context.RegisterSourceOutput(
            identifiers,
            static (output, model) => output.AddSource(model.HintName, StronglyTypedIdSource.For(model)));
    }
}
