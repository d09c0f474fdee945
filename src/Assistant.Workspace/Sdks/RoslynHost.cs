using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.Host.Mef;

namespace Assistant.Workspace;

/// <summary>The Roslyn this process holds. Only <see cref="SdkRoslyn.Load"/> makes one.</summary>
public sealed class RoslynHost
{
    internal static readonly ImmutableArray<string> FeatureAssemblyNames =
    [
        "Microsoft.CodeAnalysis.Workspaces",
        "Microsoft.CodeAnalysis.CSharp.Workspaces",
        "Microsoft.CodeAnalysis.Features",
        "Microsoft.CodeAnalysis.CSharp.Features",
    ];

    private RoslynHost(ImmutableArray<Assembly> featureAssemblies)
    {
        FeatureAssemblies = featureAssemblies;
        Services = MefHostServices.Create(featureAssemblies);
    }

    /// <summary>Services for a workspace.</summary>
    public MefHostServices Services { get; }

    /// <summary>Where Roslyn's own code fixes and refactorings are found.</summary>
    public ImmutableArray<Assembly> FeatureAssemblies { get; }

    internal static RoslynHost Create()
    {
        // As csc does: a project may name a /codepage that .NET does not know by itself.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new RoslynHost([.. FeatureAssemblyNames.Select(name => Assembly.Load(new AssemblyName(name)))]);
    }
}
