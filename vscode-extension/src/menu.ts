import { basename, dirname } from 'node:path';
import { QuickPickItemKind, commands, window, workspace, type QuickPickItem } from 'vscode';
import type { Server } from './server';
import { change, readInlineSettings, readSettings } from './settings';
import type { StatusView } from './status';

interface Entry extends QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** The menu of the status bar item. */
export async function showMenu(server: Server, view: StatusView): Promise<void> {
  const chosen = await window.showQuickPick(entries(server, view), { title: 'Assistant', placeHolder: view.summary });
  await chosen?.run?.();
}

/** Lets the user choose among the solutions that were found. */
export async function chooseSolution(server: Server, remember: (path: string) => void): Promise<void> {
  if (server.state.kind !== 'running') {
    void window.showInformationMessage('Assistant: the server does not run yet, and its item in the status bar says why.');
    return;
  }
  if (server.state.status.solutions.length === 0) {
    void window.showInformationMessage('Assistant: there is no solution and no C# project in the opened folders. Open the folder that has one.');
    return;
  }
  const { solution, solutions } = server.state.status;
  const picks = solutions.map((path) => ({ label: basename(path), description: path === solution ? `${inFolder(path)} (open)` : inFolder(path), path }));
  const chosen = await window.showQuickPick(picks, { title: 'Assistant: Select Solution', placeHolder: 'Which one do your changes have to compile in?', matchOnDescription: true });
  if (chosen !== undefined) {
    remember(chosen.path);
  }
}

function entries(server: Server, view: StatusView): Entry[] {
  const settings = readSettings();
  const inline = readInlineSettings({ languageId: 'csharp' });
  const status = server.state.kind === 'running' ? server.state.status : null;
  const run = (command: string, ...parameters: unknown[]) => (): Thenable<unknown> => commands.executeCommand(command, ...parameters);
  return [
    ...(view.problem?.remedies ?? []).map((remedy): Entry => ({ label: `$(lightbulb) ${remedy.title}`, run: run(remedy.command, ...(remedy.arguments ?? [])) })),
    ...(workspace.isTrusted ? [] : [{ label: '$(shield) Trust This Folder…', description: 'until then only what the parser says is known', run: run('workbench.trust.manage') }]),
    ...(status !== null && status.solutions.length > 1
      ? [{ label: '$(folder-opened) Select Solution…', description: status.solution === null ? '' : basename(status.solution), run: run('assistant.selectSolution') }]
      : []),
    { label: '$(comment-discussion) Open Chat', description: status === null || status.models.length > 0 ? '' : 'no model yet', run: run('assistant.openChat') },
    { label: inline.enabled ? '$(circle-large-filled) Turn Grey Text Off' : '$(circle-large-outline) Turn Grey Text On', run: run('assistant.toggleInlineSuggest') },
    { label: '$(bell-slash) Snooze Grey Text', run: run('editor.action.inlineSuggest.snooze') },
    { label: 'What it did', kind: QuickPickItemKind.Separator },
    { label: '$(graph) Ledger', description: 'repaired, rejected, accepted', run: run('assistant.showLedger') },
    { label: '$(circle-slash) Why Were Proposals Rejected?', description: status === null ? '' : `${status.rejected} since the start`, run: run('assistant.showRejectedProposals') },
    { label: 'Assistant', kind: QuickPickItemKind.Separator },
    { label: '$(output) Show Log', run: run('assistant.showLog') },
    { label: '$(debug-restart) Restart', run: run('assistant.restartServer') },
    { label: '$(gear) Settings', run: run('workbench.action.openSettings', '@ext:assistant.assistant-csharp') },
    settings.enable
      ? { label: '$(debug-stop) Turn Off', run: () => change('enable', false) }
      : { label: '$(play) Turn On', run: () => change('enable', true) },
  ];
}

function inFolder(path: string): string {
  const folder = dirname(path);
  return workspace.workspaceFolders?.find(({ uri }) => uri.fsPath === folder)?.name ?? workspace.asRelativePath(folder, true);
}
