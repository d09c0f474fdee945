using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assistant.Models.Pull;
using Assistant.Models.Store;
using Assistant.Models.Tests.Kit;
using Assistant.Platform;
using Xunit;

namespace Assistant.Models.Tests.Pull;

/// <summary>Whom a pull trusts on its way.</summary>
public sealed class TransportTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly PullBench bench = new();
    private readonly TempFolder folder = TempFolder.Create("certificates-");
    private readonly X509Certificate2 authority = Authority("A company");

    [Fact]
    public async Task A_certificate_of_a_company_is_trusted_when_its_file_is_named_and_only_then()
    {
        using var server = new FileServer(Answers.File(PullBench.Content), Certificate(authority));
        var refusal = await bench.RefusedAsync(server.At("b.gguf"));
        Assert.StartsWith("the server's certificate is not trusted", refusal, StringComparison.Ordinal);
        Assert.EndsWith("name the file with its certificate (--ca <file.pem>)", refusal, StringComparison.Ordinal);
        bench.Authorities = Write(authority);
        await bench.PullAsync(server.At("b.gguf"));
        Assert.Equal(PullBench.Content, bench.Stored);
    }

    [Fact]
    public async Task Another_companys_is_not()
    {
        using var other = Authority("Another company");
        using var server = new FileServer(Answers.File(PullBench.Content), Certificate(authority));
        bench.Authorities = Write(other);
        Assert.StartsWith("the server's certificate is not trusted", await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task From_https_nothing_leads_to_http()
    {
        using var plain = new FileServer(Answers.File(PullBench.Content));
        using var server = new FileServer(Answers.Status("302 Found", $"Location: {plain.Address}b.gguf\r\n"), Certificate(authority));
        bench.Authorities = Write(authority);
        Assert.Contains("sends on to http://localhost, which is not protected as https is", await bench.RefusedAsync(server.At("b.gguf")), StringComparison.Ordinal);
        Assert.Empty(plain.Asked);
    }

    [Theory]
    [InlineData(null, "cannot be read as certificates")]
    [InlineData("no certificates", "has no certificates: a file in PEM form is wanted")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read as certificates")]
    public void A_file_without_certificates_is_refused(string? content, string words)
    {
        var path = Path.Combine(folder.Path, "ca.pem");
        if (content is not null)
            File.WriteAllText(path, content);
        Assert.Contains(words, Assert.Throws<ModelRefusedException>(() => new PullTransport(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        bench.Dispose();
        authority.Dispose();
        folder.Dispose();
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
    }

    private static X509Certificate2 Certificate(X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, Now.AddHours(-1), Now.AddHours(1), [1, 2, 3]);
        return signed.CopyWithPrivateKey(key);
    }

    private string Write(X509Certificate2 certificate)
    {
        var path = Path.Combine(folder.Path, $"{certificate.Thumbprint}.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }
}
