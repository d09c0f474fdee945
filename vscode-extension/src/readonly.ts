import { FilePermission, RelativePattern, languages, workspace, type TextDocument, type Uri } from 'vscode';

/** The files among these that their user or the disk protects. The editor makes an extension's edits in them all the same. */
export async function readonlyAmong(uris: readonly Uri[]): Promise<readonly Uri[]> {
  const protectedOnes = await Promise.all(uris.map(async (uri) => ((await isReadonly(uri)) ? uri : null)));
  return protectedOnes.filter((uri) => uri !== null);
}

async function isReadonly(uri: Uri): Promise<boolean> {
  const { permissions } = await workspace.fs.stat(uri);
  if (((permissions ?? 0) & FilePermission.Readonly) !== 0) {
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
