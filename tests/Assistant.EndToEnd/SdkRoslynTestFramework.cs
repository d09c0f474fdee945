using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Assistant.EndToEnd.SdkRoslynTestFramework", "Assistant.EndToEnd")]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Assistant.EndToEnd;

/// <summary>
/// Installs the SDK's Roslyn before xunit looks at the test types: it is made before discovery, which a module initializer is not.
/// </summary>
public sealed class SdkRoslynTestFramework : XunitTestFramework
{
    public SdkRoslynTestFramework(IMessageSink messageSink)
        : base(messageSink) => TestSdk.Install();
}
