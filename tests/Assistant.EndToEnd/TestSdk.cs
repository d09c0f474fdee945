using Assistant.Workspace;

namespace Assistant.EndToEnd;

/// <summary>The SDK that runs the tests, and its Roslyn.</summary>
internal static class TestSdk
{
    public static Sdk Sdk { get; } = SdkResolver.Resolve(AppContext.BaseDirectory);

    public static RoslynHost Host => SdkRoslyn.Load(Sdk);

    public static void Install() => SdkRoslyn.Load(Sdk);
}
