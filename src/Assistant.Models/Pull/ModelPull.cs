using System.Globalization;
using Assistant.Models.Store;
using Assistant.Platform;

namespace Assistant.Models.Pull;

/// <summary>
/// Gets a model file: asks for what is missing, writes it behind what is there, tries again after what passes (a connection that
/// breaks or falls silent, a server that is busy), checks the whole, and gives it its name. It can be cut off at any instant, and
/// the next pull goes on from the bytes that are there. Nothing is believed of a server: not that it sends a model, not its length,
/// not that a rest belongs to what is here.
/// </summary>
/// <param name="store">Where the model goes.</param>
/// <param name="transport">The way to the server.</param>
/// <param name="freeSpace">Bytes that can still be written in a folder.</param>
/// <param name="time">Measures silence and pauses.</param>
public sealed class ModelPull(ModelStore store, PullTransport transport, Func<string, long> freeSpace, TimeProvider time)
{
    /// <summary>How long a server may send nothing before the connection is given up: a proxy that scans a file lets it wait for long.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Tries in a row that bring nothing, after which it is left.</summary>
    public const int MostTries = 6;

    private const int Step = 1 << 18;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // What stays free on the disk: an editor and a build write, too.
    private const long Reserve = 1L << 30;

    /// <summary>Gets a file that has its digest in the end, or nothing.</summary>
    /// <param name="request">What to get.</param>
    /// <param name="check">Looks at the complete file before it gets its name; throws <see cref="ModelRefusedException"/> to refuse it.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancellationToken">Ends it; what is there stays for the next time.</param>
    /// <exception cref="ModelRefusedException">It is not got; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task<ModelPin> RunAsync(PullRequest request, Action<Stream> check, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Address.Scheme != Uri.UriSchemeHttps && !request.Address.IsLoopback && request.Digest is null)
            throw new ModelRefusedException($"{request.Address.Host} is asked without https, where anybody on the way can change the file: name its digest as well (--sha256)");
        Files.CreatePrivateFolder(store.Folder);
        var target = store.PathOf(request.Name);
        // A pull that was cut off between the name and the pin; or the user's own file, which is not written over.
        if (Files.Exists(target))
            return await store.PinAsync(request.Name, target, WithoutSecrets(request.Address), request.Digest, Reading(progress, Files.Length(target)), cancellationToken);
        await using var part = PartFile.Open(target);
        await FetchAsync(request, part, progress, cancellationToken);
        var stated = Sha256Digest.TryParse(part.Note?.Sha256);
        Sha256Digest found;
        try
        {
            check(part.ToRead());
            found = await Sha256Digest.OfAsync(part.ToRead(), Reading(progress, part.Length), cancellationToken);
            if (stated is not null && found != stated)
                throw new ModelRefusedException($"what {request.Address.Host} sent has the SHA-256 {found} and should have {stated}: it is deleted; try again, and if it stays so the file was changed there or on the way");
        }
        catch (ModelRefusedException)
        {
            await part.DiscardAsync();
            throw;
        }

        await part.CompleteAsync();
        var identity = FileIdentity.At(target) ?? throw new ModelRefusedException($"{target} is gone as soon as it came");
        return store.Take(request.Name, target, found, identity, WithoutSecrets(request.Address), stated is not null);
    }

    private async Task FetchAsync(PullRequest request, PartFile part, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var before = part.Length;
            string problem;
            TimeSpan? wish = null;
            try
            {
                using var answer = await AskAsync(request, part, cancellationToken);
                if (PullRefusal.Of(answer, request) is { } refusal)
                    throw new ModelRefusedException(refusal);
                if (PullRefusal.IsPassing(answer.Status))
                {
                    problem = string.Create(CultureInfo.InvariantCulture, $"{answer.Host} answers {(int)answer.Status}");
                    wish = answer.RetryAfter(time.GetUtcNow());
                }
                else
                {
                    Adopt(answer, request, part);
                    await ReadAsync(answer, part, progress, cancellationToken);
                    return;
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or HttpIOException or TimeoutException or EndOfStreamException)
            {
                if (PullRefusal.OfFailure(failure, part.Length > 0) is { } refusal)
                    throw new ModelRefusedException(refusal, failure);
                problem = failure is TimeoutException ? failure.Message : failure.InnerException?.Message ?? failure.Message;
            }

            failures = part.Length > before ? 1 : failures + 1;
            if (failures >= MostTries)
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{problem}; after {failures} tries it is left, {Size(part.Length)} are here: run the same command again to go on"));
            var pause = wish is { } asked && asked > TimeSpan.Zero ? asked : FirstPause * (1 << (failures - 1));
            if (pause > LongestPause)
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{problem} and wants to be left alone for {pause.TotalMinutes:0} minutes: run the same command again then, {Size(part.Length)} are here"));
            progress.Report(new PullProgress(string.Create(CultureInfo.InvariantCulture, $"{problem}; trying again in {pause.TotalSeconds:0} s"), part.Length, part.Note?.Length ?? 0));
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<PullAnswer> AskAsync(PullRequest request, PartFile part, CancellationToken cancellationToken)
    {
        // A rest is asked for only where it can be told that it belongs to what is here: by the server, or by the digest in the end.
        var canGoOn = part.Note is { } note && note.Address == request.Address.AbsoluteUri && (note.Tag is not null || note.Sha256 is not null) && part.Length < note.Length;
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            return await transport.GetAsync(request.Address, canGoOn ? part.Length : 0, part.Note?.Tag, either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{request.Address.Host} does not answer within {Silence.TotalSeconds:0} s"), silent);
        }
    }

    // Makes what is there a beginning of what comes.
    private void Adopt(PullAnswer answer, PullRequest request, PartFile part)
    {
        var digest = request.Digest ?? answer.Digest;
        var length = answer.Length ?? request.Length ?? 0;
        if (length <= 0)
            throw new ModelRefusedException($"{answer.Host} does not say how long the file is, or it is empty: take another address");
        if (request.Length is { } wanted && length != wanted)
            throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{answer.Host} has a file of {length} bytes where one of {wanted} is wanted: it was replaced there, or something on the way answers instead"));
        var goesOn = answer.From > 0 && answer.From == part.Length && part.Note is { } note && note.Length == length && (note.Tag ?? "") == (answer.Tag ?? "") && note.Sha256 == digest?.Hex;
        if (answer.From != 0 && !goesOn)
            throw new ModelRefusedException($"{answer.Host} sends another part than was asked for: delete {store.PathOf(request.Name)}.part and run the same command again");
        if (!goesOn)
            part.Begin(new PartNote(request.Address.AbsoluteUri, answer.Tag, length, digest?.Hex));
        var free = freeSpace(store.Folder);
        if (free < length - part.Length + Reserve)
            throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{Size(length - part.Length)} are still to come and {Size(free)} are free in {store.Folder}, of which {Size(Reserve)} are left alone: make room, or put the folder on another disk (XDG_DATA_HOME)"));
    }

    private async Task ReadAsync(PullAnswer answer, PartFile part, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var length = part.Note!.Length;
        await using var body = await answer.ReadAsync(cancellationToken);
        var bytes = new byte[Step];
        while (part.Length < length)
        {
            var count = await ReadSomeAsync(body, bytes.AsMemory(0, (int)Math.Min(bytes.Length, length - part.Length)), answer.Host, cancellationToken);
            if (part.Length == 0 && PullRefusal.OfBeginning(bytes.AsSpan(0, count), answer.Host) is { } refusal)
                throw new ModelRefusedException(refusal);
            try
            {
                await part.AppendAsync(bytes.AsMemory(0, count), cancellationToken);
            }
            catch (IOException full) when (Files.IsDiskFull(full))
            {
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"the disk of {store.Folder} is full, {Size(length - part.Length)} are still to come: make room and run the same command again, it goes on where it ended"), full);
            }

            progress.Report(new PullProgress($"from {answer.Host}", part.Length, length));
        }
    }

    private async Task<int> ReadSomeAsync(Stream body, Memory<byte> bytes, string host, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        // The first bytes tell what it is: four of them at least.
        var filled = 0;
        try
        {
            do
            {
                var count = await body.ReadAsync(bytes[filled..], either.Token);
                if (count == 0 && filled < bytes.Length)
                    throw new EndOfStreamException($"{host} ended in the middle");
                filled += count;
            }
            while (filled < PullRefusal.Telling && filled < bytes.Length);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{host} sends nothing for {Silence.TotalSeconds:0} s"), silent);
        }

        return filled;
    }

    private static Progress Reading(IProgress<PullProgress> progress, long total) => new(progress, total);

    // What stands in a query or before an @ may be a key.
    private static string WithoutSecrets(Uri address) => address.GetComponents(UriComponents.Scheme | UriComponents.HostAndPort | UriComponents.Path, UriFormat.UriEscaped);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0##} GB");

    private sealed class Progress(IProgress<PullProgress> to, long total) : IProgress<long>
    {
        public void Report(long value) => to.Report(new PullProgress("computing the SHA-256", value, total));
    }
}
