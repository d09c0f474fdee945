namespace Assistant.Cli.Doctor;

/// <summary>An address as it may be shown: a user, a key in a query or in a path is left away.</summary>
internal static class AddressText
{
    public static string Of(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
