import { stat } from 'node:fs/promises';
import { RelativePattern, languages, workspace, type TextDocument, type Uri } from 'vscode';

const anyoneMayWrite = 0o222;

/** The files among these that nobody may write, or that their user protects in the settings. The editor makes an extension's edits in them all the same. */
export async function readonlyAmong(uris: readonly Uri[]): Promise<readonly Uri[]> {
  const closed = await Promise.all(uris.map(async (uri) => ((await isReadonly(uri)) ? uri : null)));
  return closed.filter((uri) => uri !== null);
}

async function isReadonly(uri: Uri): Promise<boolean> {
  if (((await stat(uri.fsPath)).mode & anyoneMayWrite) === 0) {
    return true;
  }
  const document = await workspace.openTextDocument(uri);
  const files = workspace.getConfiguration('files', uri);
  return matches(document, files.get('readonlyInclude', {})) && !matches(document, files.get('readonlyExclude', {}));
}

function matches(document: TextDocument, patterns: Readonly<Record<string, boolean>>): boolean {
  const folder = workspace.getWorkspaceFolder(document.uri);
  return Object.entries(patterns).some(([pattern, counts]) => counts && languages.match({ pattern: folder === undefined ? pattern : new RelativePattern(folder, pattern) }, document) > 0);
}
