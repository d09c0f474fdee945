namespace Assistant.Cli.Doctor;

/// <summary>Which .NET SDK is used.</summary>
internal sealed class SdkCheck(Workplace workplace) : ICheck
{
    public string What => "sdk";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>(
    [
        workplace.Sdk is { } sdk
            ? Finding.Good(What, $".NET SDK {sdk.Version} in {sdk.Folder}{(workplace.IsSdkPreliminary ? " (what global.json asks for counts once the folder is trusted)" : "")}")
            : Finding.Wrong(What, workplace.SdkProblem, "install the .NET SDK 10 from https://dot.net/download, or change global.json"),
    ]);
}
