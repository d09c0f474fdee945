namespace Assistant.Server.Messaging;

/// <summary>Kinds of code actions, in the protocol's words.</summary>
internal static class ActionKinds
{
    public const string QuickFix = "quickfix";
    public const string Source = "source";
    public const string FixAll = "source.fixAll.assistant";
}
