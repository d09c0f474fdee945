// The composition root: everything is made here, and what happens is handed on from here.
import { commands, extensions, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { ChatView, chatView, chatViewOfOld, takesViewsAtSide } from './chatView';
import { CodeActions, sayWhatFailed } from './codeActions';
import { FileStatus } from './fileStatus';
import { inlineCompletions } from './inlineCompletions';
import { Ledger } from './ledger';
import { LedgerPage, folderOf } from './ledgerPage';
import { chooseSolution, showMenu } from './menu';
import { isModelSettings, openModelSettings, recommendModels } from './models';
import { Offers } from './offers';
import { EditPreview } from './preview';
import { engineOff, type Problem } from './problems';
import { methods, serverCommands, type FixedAll, type RejectedProposals } from './protocol';
import { Server, type ServerState } from './server';
import { change, readInlineSettings, readSettings, section } from './settings';
import { viewOf } from './status';
import { StatusBar } from './statusBar';

/** Extensions that bring a C# server of their own, which shows diagnostics and Roslyn's own fixes. */
const otherServers = ['ms-dotnettools.csharp', 'muhammad-sammy.csharp'];
const chosenSolution = 'solution';

let running: Server | undefined;

export function activate(context: ExtensionContext): void {
  // First of all, so that it is there however long the rest takes.
  const bar = new StatusBar();
  const file = new FileStatus();
  const log = window.createOutputChannel('Assistant', { log: true });
  const trace = window.createOutputChannel('Assistant Protocol', { log: true });
  const ledger = new Ledger(context.workspaceState, () => new Date(), () => {
    tellWalkthrough(ledger);
    void page.update();
  });
  const offers = new Offers((fate) => ledger.noteCompletion(fate));
  const preview = new EditPreview();
  const actions = new CodeActions({ offers, preview, note: (repaired) => ledger.noteRepairs(repaired), convert: (edit) => server.convert(edit) });
  const server: Server = new Server({
    extensionPath: context.extensionPath,
    log,
    trace,
    middleware: { ...inlineCompletions(offers), ...actions.middleware },
    dotnetPath: () => readSettings().dotnetPath,
    wishes: () => wishes(context.workspaceState.get<string>(chosenSolution)),
  });
  const status = (): { solution: string | null } | null => (server.state.kind === 'running' ? server.state.status : null);
  const page = new LedgerPage(context.extensionUri, {
    entries: () => ledger.current,
    bytesSent: () => ledger.bytesSent,
    solutionFolder: () => folderOf(status()?.solution ?? null),
    rejected: async () => (await server.execute<RejectedProposals>(serverCommands.showRejected)).rejected,
    reset: () => ledger.reset(),
  });
  const chat = new ChatView({
    extensionUri: context.extensionUri,
    memory: context.workspaceState,
    server,
    preview,
    folder: () => folderOf(status()?.solution ?? null) ?? workspace.workspaceFolders?.[0]?.uri.fsPath ?? null,
    note: (repaired) => ledger.noteRepairs(repaired),
    recommend: () => recommendModels(server),
    openSettings: openModelSettings,
  });
  const show = (state: ServerState): void => {
    const view = viewOf(state, ledger.bytesSent);
    bar.show(view);
    file.update(view);
    chat.update(state);
    setContext('isReady', state.kind === 'running' && state.status.trusted && state.status.solution !== null && (state.status.state === 'ready' || state.status.state === 'degraded'));
  };
  const register = (name: string, run: (...parameters: never[]) => unknown): Disposable => commands.registerCommand(`assistant.${name}`, run);

  running = server;
  context.subscriptions.push(
    bar,
    file,
    log,
    trace,
    preview,
    actions,
    page,
    chat,
    ...[chatView, chatViewOfOld].map((id) => window.registerWebviewViewProvider(id, chat)),
    server,
    server.onDidChangeState((state) => {
      if (state.kind === 'starting') {
        ledger.serverStarts();
      } else if (state.kind === 'running') {
        ledger.noteStatus(state.status);
      }
      show(state);
    }),
    tellingOfProblems(server),
    workspace.onDidGrantWorkspaceTrust(() => server.tell(methods.didChangeTrust, { trusted: true })),
    extensions.onDidChange(() => server.tellWishes()),
    workspace.onDidChangeConfiguration((changes) => {
      // The first two decide whether and what is started; the others a running engine would not see, or not see go.
      if (['enable', 'dotnetPath', 'properties', 'engineMegabytes'].some((name) => changes.affectsConfiguration(`${section}.${name}`))) {
        void startAsWished(server);
      } else if (changes.affectsConfiguration(section)) {
        server.tellWishes();
      }
    }),
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (isModelSettings(uri)) {
        void startAsWished(server);
      }
    }),
    register('openChat', () => chat.focus(null)),
    register('newChat', () => chat.begin()),
    register('askAboutSelection', () => chat.focus('#selection ')),
    register('clearChatHistory', () => chat.clear()),
    register('showMenu', () => showMenu(server, viewOf(server.state, ledger.bytesSent))),
    register('restartServer', () => server.restart()),
    register('showLog', () => log.show()),
    register('showProtocol', () => trace.show()),
    register('showLedger', () => page.show('ledger')),
    register('showRejectedProposals', () => page.show('rejected')),
    register('selectSolution', () =>
      chooseSolution(server, (path) => {
        void context.workspaceState.update(chosenSolution, path);
        server.tell(methods.selectSolution, { path });
      }),
    ),
    register('toggleInlineSuggest', toggleInlineSuggest),
    register('fixAllInFile', () => fixAll(server, actions, 'document')),
    register('fixAllInProject', () => fixAll(server, actions, 'project')),
    register('fixAllInSolution', () => fixAll(server, actions, 'solution')),
  );
  setContext('chatInActivityBar', !takesViewsAtSide);
  show(server.state);
  tellWalkthrough(ledger);
  void startAsWished(server);
}

export async function deactivate(): Promise<void> {
  await running?.stop();
}

async function startAsWished(server: Server): Promise<void> {
  await (readSettings().enable ? server.restart() : server.stop());
}

// What the server is told: the keys are those of its own settings.
function wishes(solution: string | undefined): Readonly<Record<string, unknown>> {
  const settings = readSettings();
  const beside = otherServers.some((id) => extensions.getExtension(id) !== undefined);
  return {
    trusted: workspace.isTrusted,
    diagnostics: settings.diagnostics === 'auto' ? !beside : settings.diagnostics === 'on',
    besideRoslyn: beside,
    engineMegabytes: settings.engineMegabytes,
    properties: settings.properties,
    ...(solution === undefined ? {} : { solution }),
  };
}

// What stops the server is said once, with what to do about it.
function tellingOfProblems(server: Server): Disposable {
  let told: string | undefined;
  return server.onDidChangeState((state) => {
    const problem: Problem | null = state.kind === 'failed' ? state.problem : state.kind === 'running' && state.status.state === 'off' ? engineOff(state.status.message) : null;
    if (problem === null) {
      told = undefined;
      return;
    }
    if (told === problem.message) {
      return;
    }
    told = problem.message;
    const remedies = problem.remedies.map((remedy) => remedy.title);
    void window.showErrorMessage(`Assistant: ${problem.message}`, ...remedies).then((chosen) => {
      const remedy = problem.remedies.find(({ title }) => title === chosen);
      return remedy === undefined ? undefined : commands.executeCommand(remedy.command, ...(remedy.arguments ?? []));
    });
  });
}

// Steps of the walkthrough are done when they have been done.
function tellWalkthrough({ current }: Ledger): void {
  setContext('hasCompleted', current.completionsAccepted > 0);
  setContext('hasRepaired', Object.values(current.repaired).some((count) => count > 0));
}

function setContext(name: string, value: boolean): void {
  void commands.executeCommand('setContext', `assistant.${name}`, value);
}

async function toggleInlineSuggest(): Promise<void> {
  const { enabled } = readInlineSettings({ languageId: 'csharp' });
  await change('inlineSuggest.enabled', !enabled, { languageId: 'csharp' });
}

async function fixAll(server: Server, actions: CodeActions, scope: 'document' | 'project' | 'solution'): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'csharp' || document.uri.scheme !== 'file') {
    void window.showInformationMessage('Assistant: open a C# file of the solution first.');
    return;
  }
  try {
    actions.fixedAll(await server.execute<FixedAll | null>(serverCommands.fixAll, { scope, uri: document.uri.toString() }));
  } catch (failure) {
    sayWhatFailed({ applied: false, failureReason: failure instanceof Error ? failure.message : String(failure) });
  }
}
