namespace Assistant.Workspace;

/// <summary>An address as it may be shown.</summary>
public static class AddressText
{
    /// <summary>Its scheme, host and port: a user, a key in a query or in a path is left away.</summary>
    public static string Of(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
