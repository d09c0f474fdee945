// What a user without a model is led to: the program that says which one fits the machine, and the file in which models are named.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { thisMachine } from './dotnet';
import type { Server } from './server';
import { showInTerminal } from './terminal';
import { userSettingsFile } from './userSettings';

/** Runs the server's own program, which measures the machine, in a terminal. */
export async function recommendModels(server: Server): Promise<void> {
  const program = await server.program();
  if ('message' in program) {
    void window.showErrorMessage(`Assistant: ${program.message}`);
  } else {
    showInTerminal('Assistant: models recommend', program.dotnet, [program.library, 'models', 'recommend']);
  }
}

/** Opens the file in which models are named; where it is missing it is made, if the user wants it. */
export async function openModelSettings(): Promise<void> {
  const file = userSettingsFile(thisMachine);
  try {
    await workspace.fs.stat(Uri.file(file));
  } catch {
    if ((await window.showInformationMessage('The file in which models are named is not there yet.', { modal: true, detail: file }, 'Create')) !== 'Create') {
      return;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '{}\n', { flag: 'wx' });
  }
  await window.showTextDocument(Uri.file(file));
}

/** Whether this is the file in which models are named. */
export function isModelSettings(uri: Uri): boolean {
  return uri.scheme === 'file' && uri.fsPath === Uri.file(userSettingsFile(thisMachine)).fsPath;
}
