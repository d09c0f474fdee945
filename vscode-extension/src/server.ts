import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EventEmitter, type CancellationToken, type Disposable, type LogOutputChannel, type WorkspaceEdit } from 'vscode';
import { CloseAction, ErrorAction, ErrorCodes, LanguageClient, ProgressType, ResponseError, RevealOutputChannelOn, type ClientCapabilities, type Middleware, type StaticFeature } from 'vscode-languageclient/node';
import { findDotnet, thisMachine } from './dotnet';
import { crashLoop, noSdk, noServer, refused, type Problem } from './problems';
import { methods, type AssistantStatus } from './protocol';
import { Restarts } from './restarts';

/** A server that has not answered by then is ended and started again, in milliseconds. */
const mostStarting = 60_000;

/** Errors of a request whose server has gone. */
const endedMeanwhile: ReadonlySet<number> = new Set([ErrorCodes.PendingResponseRejected, ErrorCodes.ConnectionInactive]);

/** How the server is, as the user sees it. */
export type ServerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly message: string }
  | { readonly kind: 'running'; readonly status: AssistantStatus }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** What is run: never through a shell. */
export interface Program {
  /** Full path. */
  readonly dotnet: string;
  /** Full path of the server's library, its first argument. */
  readonly library: string;
}

/** What the server is started with. */
export interface ServerOptions {
  /** Folder of the extension; the server lies below it. */
  readonly extensionPath: string;
  readonly log: LogOutputChannel;
  readonly trace: LogOutputChannel;
  readonly middleware: Middleware;
  /** The `dotnet` the user wants; empty for any. */
  dotnetPath(): string;
  /** What the server is told when it starts and whenever it differs; the same keys as its own settings. */
  wishes(): Readonly<Record<string, unknown>>;
}

/**
 * The server's process. It is started and stopped in the order of the calls; one that ends by itself is started again,
 * though not for ever. The server restarts its own engine: what ends here is only its front.
 */
export class Server implements Disposable {
  private readonly changed = new EventEmitter<ServerState>();
  private readonly restarts = new Restarts(Date.now);
  private client: LanguageClient | undefined;
  private starting: LanguageClient | undefined;
  private current: ServerState = { kind: 'off' };
  private turn: Promise<void> = Promise.resolve();
  private pause: NodeJS.Timeout | undefined;

  constructor(private readonly options: ServerOptions) {}

  /** Fires with every change. */
  readonly onDidChangeState = this.changed.event;

  get state(): ServerState {
    return this.current;
  }

  /** Starts it, unless it runs. */
  start(): Promise<void> {
    return this.next(() => (this.client === undefined ? this.launch() : Promise.resolve()));
  }

  /** Ends it, for good or until it is started. */
  stop(): Promise<void> {
    this.giveUpStarting();
    return this.next(async () => {
      await this.end();
      this.say({ kind: 'off' });
    });
  }

  /** Ends it and starts another. */
  restart(): Promise<void> {
    this.restarts.forget();
    this.giveUpStarting();
    return this.next(async () => {
      this.say({ kind: 'starting', message: 'starting the server' });
      await this.end();
      await this.launch();
    });
  }

  /** Tells it something; lost when it does not run, for it is told all of that when it starts. */
  tell(method: string, parameters: object): void {
    void this.client?.sendNotification(method, parameters).catch((failure: unknown) => this.options.log.debug(`${method} was not heard: ${String(failure)}`));
  }

  /** Tells it what is wished now. */
  tellWishes(): void {
    this.tell(methods.didChangeConfiguration, { settings: { assistant: this.options.wishes() } });
  }

  /** Runs one of its commands. */
  async execute<T>(command: string, ...parameters: unknown[]): Promise<T> {
    return await this.request<T>(methods.executeCommand, { command, arguments: parameters });
  }

  /** Asks it something. */
  async request<T>(method: string, parameters: object, token?: CancellationToken): Promise<T> {
    if (this.client === undefined) {
      throw new Error('the server does not run, and its item in the status bar says why');
    }
    try {
      // An undefined token would be taken for a second parameter.
      return await (token === undefined ? this.client.sendRequest<T>(method, parameters) : this.client.sendRequest<T>(method, parameters, token));
    } catch (failure) {
      throw failure instanceof ResponseError && endedMeanwhile.has(failure.code) ? new Error('the server ended meanwhile: ask again when it runs') : failure;
    }
  }

  /** Asks it something of which it tells parts before it answers. */
  async requestInParts<T, Part>(method: string, parameters: { readonly partialResultToken: string }, hear: (part: Part) => void, token: CancellationToken): Promise<T> {
    const hearing = this.client?.onProgress(new ProgressType<Part>(), parameters.partialResultToken, hear);
    try {
      return await this.request<T>(method, parameters, token);
    } finally {
      hearing?.dispose();
    }
  }

  /** What runs it, or why nothing can. */
  async program(): Promise<Program | Problem> {
    const library = join(this.options.extensionPath, 'server', 'assistant.dll');
    if (!existsSync(library)) {
      return noServer(library);
    }
    const dotnet = await findDotnet(this.options.dotnetPath(), thisMachine);
    return dotnet.kind === 'found' ? { dotnet: dotnet.path, library } : noSdk(dotnet);
  }

  /** The editor's form of an edit it asked for; null when it was for other texts than those that are open now. */
  convert(edit: object): Promise<WorkspaceEdit> | null {
    return this.client?.validateWorkspaceEdit(edit) === true ? this.client.protocol2CodeConverter.asWorkspaceEdit(edit) : null;
  }

  dispose(): void {
    void this.stop();
    this.changed.dispose();
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step, step);
    return this.turn;
  }

  private async launch(): Promise<void> {
    const { log, trace, middleware, extensionPath } = this.options;
    this.say({ kind: 'starting', message: 'starting the server' });
    const program = await this.program();
    if ('message' in program) {
      this.fail(program);
      return;
    }
    const client: LanguageClient = new QuietClient('assistant', 'Assistant', { command: program.dotnet, args: [program.library, 'serve'], options: { cwd: extensionPath } }, {
      documentSelector: [{ scheme: 'file', language: 'csharp' }],
      initializationOptions: () => this.options.wishes(),
      outputChannel: log,
      traceOutputChannel: trace,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.ended(client);
          return { action: CloseAction.DoNotRestart, handled: true, message: 'The server has ended.' };
        },
      },
    });
    client.registerFeature(knowsStatus);
    client.onNotification(methods.status, (status: AssistantStatus) => {
      if (this.client === client) {
        this.say({ kind: 'running', status });
      }
    });
    this.client = client;
    this.starting = client;
    const limit = setTimeout(() => this.giveUpStarting(), mostStarting);
    try {
      await client.start();
    } catch (failure) {
      if (failure instanceof ResponseError && failure.code === ErrorCodes.InvalidParams) {
        this.client = undefined;
        await discard(client);
        this.fail(refused(failure.message));
      } else {
        log.error(String(failure));
        this.ended(client);
      }
    } finally {
      clearTimeout(limit);
      this.starting = undefined;
    }
  }

  // A server that hangs while it starts would keep everybody waiting: without its process it counts as one that ended.
  private giveUpStarting(): void {
    this.starting?.serverProcess?.kill('SIGKILL');
  }

  private async end(): Promise<void> {
    clearTimeout(this.pause);
    const client = this.client;
    this.client = undefined;
    if (client !== undefined) {
      await discard(client);
    }
  }

  private ended(client: LanguageClient): void {
    if (this.client !== client) {
      return;
    }
    this.client = undefined;
    void discard(client);
    const pause = this.restarts.next();
    if (pause === null) {
      this.fail(crashLoop());
      return;
    }
    this.say({ kind: 'starting', message: 'the server ended and is started again' });
    this.pause = setTimeout(() => void this.start(), pause);
  }

  private fail(problem: Problem): void {
    this.options.log.error(problem.message);
    this.say({ kind: 'failed', problem });
  }

  private say(state: ServerState): void {
    this.current = state;
    this.changed.fire(state);
  }
}

/** What goes wrong with the connection is logged; what the user can do about it is said once, by us. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the server that its status is shown, so that it does not show messages of its own for it. */
const knowsStatus: StaticFeature = {
  fillClientCapabilities: (capabilities: ClientCapabilities) => {
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), assistantStatus: true };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

// One that did not start or does not answer cannot be asked to end; its process is ended all the same.
async function discard(client: LanguageClient): Promise<void> {
  const process = client.serverProcess;
  try {
    await client.dispose(2_000);
  } catch {
    // It has ended, or does not listen.
  }
  process?.stdin?.destroy();
  process?.kill('SIGKILL');
}

