using System.Globalization;
using System.Net;
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

    /// <summary>Bytes that count as something, after which failures are counted anew.</summary>
    private const long Progress = 1 << 20;

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
    public async Task<Pulled> RunAsync(PullRequest request, Action<Stream> check, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        if (request.Address.Scheme != Uri.UriSchemeHttps && !request.Address.IsLoopback && request.Digest is null)
            throw new ModelRefusedException($"{request.Address.Host} is asked without https, where anybody on the way can change the file: name its digest as well (--sha256)");
        var target = store.PathOf(request.Name);
        if (Standing(request, target) is { } pinned)
            return new Pulled(pinned, WasHere: true);
        store.EnsureWritable();
        Files.CreatePrivateFolder(store.Folder);
        if (Files.Exists(target))
            return new Pulled(await TakeStandingAsync(request, target, check, progress, cancellationToken), WasHere: false);
        await using var part = PartFile.Open(target);
        try
        {
            await FetchAsync(request, part, progress, cancellationToken);
        }
        catch when (part.Length == 0)
        {
            // Of which nothing came nothing stays.
            await DiscardAsync(part, target);
            throw;
        }

        var note = part.Note!;
        var found = await Sha256Digest.OfAsync(part.ToRead(), Reading(progress, part.Length), cancellationToken);
        if (note.Sha256 is { } wanted && found.Hex != wanted)
        {
            await DiscardAsync(part, target);
            throw new ModelRefusedException($"what {request.Address.Host} sent has the SHA-256 {found} and should have {wanted}: it is deleted; try again, and if it stays so the file was changed there or on the way");
        }

        try
        {
            check(part.ToRead());
        }
        catch (ModelRefusedException) when (note.Sha256 is null)
        {
            // With the right digest it is what it should be, and another version of this program may take it.
            await DiscardAsync(part, target);
            throw;
        }

        var pin = store.Take(request.Name, target, found, await part.CompleteAsync(), note.Address, note.Origin);
        PartFile.DeleteRest(target);
        return new Pulled(pin, WasHere: false);
    }

    private static async Task DiscardAsync(PartFile part, string target)
    {
        await part.DisposeAsync();
        PartFile.DeleteRest(target);
    }

    // What has the name already: the same model, or a reason to take another name.
    private ModelPin? Standing(PullRequest request, string target)
    {
        if (store.Find(request.Name) is not { Pin: { } pin } there)
            return null;
        if (request.Digest is { } wanted ? wanted != pin.Digest : pin.Source != WithoutSecrets(request.Address))
            throw new ModelRefusedException($"{request.Name} is another file already, from {pin.Source}: name this one otherwise (--as <name>), or remove that one first (assistant models remove {request.Name})");
        if (there.State == ModelState.Pinned)
            return pin;
        return pin.Path == target ? null : throw new ModelRefusedException($"{request.Name} is {pin.Path} already, which was changed or is gone: remove it first (assistant models remove {request.Name})");
    }

    // A file with the name and without a pin, or one that was touched: a pull that was cut off at its end, or a file of the user's own.
    private async Task<ModelPin> TakeStandingAsync(PullRequest request, string target, Action<Stream> check, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var note = PartFile.ReadNote(target);
        var stated = request.Digest is { } known ? (known, DigestOrigin.Known)
            : note is not null && Sha256Digest.TryParse(note.Sha256) is { } noted ? (noted, note.Origin)
            : ((Sha256Digest, DigestOrigin)?)null;
        if (stated is null && note is null && store.Find(request.Name)?.Pin is null)
            throw new ModelRefusedException($"{target} came by itself: if it is the model, say so (assistant models pin {request.Name}); if not, name this one otherwise (--as <name>)");
        var pin = await store.PinAsync(request.Name, target, WithoutSecrets(request.Address), stated, check, Reading(progress, Files.Length(target)), cancellationToken);
        PartFile.DeleteRest(target);
        return pin;
    }

    private async Task FetchAsync(PullRequest request, PartFile part, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        Claim(request, part);
        var failures = 0;
        var furthest = part.Length;
        while (!part.IsComplete)
        {
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
                else if (answer.Status != HttpStatusCode.RequestedRangeNotSatisfiable && Adopt(answer, request, part))
                {
                    await ReadAsync(answer, part, progress, cancellationToken);
                    continue;
                }
                else
                {
                    part.Forget();
                    problem = $"{answer.Host} has no rest of what is here";
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or HttpIOException or TimeoutException)
            {
                if (PullRefusal.OfFailure(failure, part.Length > 0) is { } refusal)
                    throw new ModelRefusedException(refusal, failure);
                problem = failure is TimeoutException ? failure.Message : failure.InnerException?.Message ?? failure.Message;
            }

            // A server that gives a little each time would be asked for ever.
            failures = part.Length - furthest >= Progress ? 1 : failures + 1;
            furthest = Math.Max(furthest, part.Length);
            if (failures >= MostTries)
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{problem}; after {failures} tries it is left, {Size(part.Length)} are here: run the same command again to go on"));
            var pause = wish is { } asked && asked > TimeSpan.Zero ? asked : FirstPause * (1 << (failures - 1));
            if (pause > LongestPause)
                throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{problem} and wants to be left alone for {pause.TotalMinutes:0} minutes: run the same command again then, {Size(part.Length)} are here"));
            Claim(request, part);
            progress.Report(new PullProgress(string.Create(CultureInfo.InvariantCulture, $"{problem}; trying again in {pause.TotalSeconds:0} s"), part.Length, part.Note?.Length ?? 0));
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    // Keeps what is there only where it can be told that the rest belongs to it: by the digest, or by the tag of the same address.
    private static void Claim(PullRequest request, PartFile part)
    {
        if (part.Note is not { } note)
        {
            part.Forget();
            return;
        }

        var isSame = request.Digest is { } wanted && note.Sha256 is { } noted
            ? wanted.Hex == noted
            : note.Address == WithoutSecrets(request.Address) && (note.Tag ?? note.Sha256 ?? request.Digest?.Hex) is not null;
        if (!isSame || part.Length > note.Length || (request.Length is { } length && length != note.Length))
            part.Forget();
        else if (request.Digest is { } known)
            part.Keep(note with { Sha256 = known.Hex, Origin = DigestOrigin.Known });
    }

    private async Task<PullAnswer> AskAsync(PullRequest request, PartFile part, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            // With a digest the tag is not needed, and the servers of one network may have several.
            return await transport.GetAsync(request.Address, part.Length, part.Note?.Sha256 is null ? part.Note?.Tag : null, request.Digest is not null, either.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Address.Host} does not answer", silent);
        }
    }

    // Makes what is there a beginning of what comes; false when it is none.
    private bool Adopt(PullAnswer answer, PullRequest request, PartFile part)
    {
        if (request.Digest is { } known && answer.Digest is { } stated && known != stated)
            throw new ModelRefusedException($"{answer.Host} says that its file has the SHA-256 {stated}, and wanted is {known}: it was replaced there; name the address of the right one, or its digest (--sha256)");
        var length = answer.Length ?? request.Length ?? 0;
        if (length <= 0)
            throw new ModelRefusedException($"{answer.Host} does not say how long the file is, or it is empty: take another address");
        if (request.Length is { } wanted && length != wanted)
            throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{answer.Host} has a file of {length} bytes where one of {wanted} is wanted: it was replaced there, or something on the way answers instead"));
        if (answer.From != 0)
        {
            var isRest = part.Note is { } note && answer.From == part.Length && length == note.Length && (note.Sha256 is not null || note.Tag == answer.Tag);
            if (!isRest)
                return false;
        }
        else
        {
            part.Begin(new PartNote(WithoutSecrets(request.Address), answer.Tag, length, (request.Digest ?? answer.Digest)?.Hex, (request.Digest, answer.Digest) switch
            {
                (not null, _) => DigestOrigin.Known,
                (_, not null) => DigestOrigin.StatedBySource,
                _ => DigestOrigin.AsItCame,
            }));
        }

        var free = freeSpace(store.Folder);
        if (free - Reserve < length - part.Length)
            throw new ModelRefusedException(string.Create(CultureInfo.InvariantCulture, $"{Size(length - part.Length)} are still to come and {Size(free)} are free in {store.Folder}, of which {Size(Reserve)} are left alone: make room, or put the folder on another disk (XDG_DATA_HOME)"));
        return true;
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
                    throw new HttpIOException(HttpRequestError.ResponseEnded, $"{host} ended in the middle");
                filled += count;
            }
            while (filled < PullRefusal.Telling && filled < bytes.Length);
        }
        catch (IOException broken) when (broken is not HttpIOException)
        {
            // A connection that is reset. Those of the disk are told apart by where they happen.
            throw new HttpIOException(HttpRequestError.ResponseEnded, broken.Message, broken);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{host} sends nothing for {Silence.TotalSeconds:0} s"), silent);
        }

        return filled;
    }

    private static DigestProgress Reading(IProgress<PullProgress> progress, long total) => new(progress, total);

    // What stands in a query or before an @ may be a key.
    private static string WithoutSecrets(Uri address) => address.GetComponents(UriComponents.Scheme | UriComponents.HostAndPort | UriComponents.Path, UriFormat.UriEscaped);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0##} GB");

    private sealed class DigestProgress(IProgress<PullProgress> to, long total) : IProgress<long>
    {
        public void Report(long value) => to.Report(new PullProgress("computing the SHA-256", value, total));
    }
}
