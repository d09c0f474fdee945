import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of an edit, by the URIs that it names them with. */
export interface EditedFiles {
  readonly changed: readonly string[];
  readonly created: readonly string[];
}

/**
 * What a block of a chat would write, or why it is refused. The server makes edits of nothing but source files of the solution; that is
 * looked at once more here, because what a model wrote ends here on the disk.
 * @param edit A workspace edit of the protocol.
 * @param folders Full paths of the opened folders.
 */
export function filesOf(edit: object, folders: readonly string[]): EditedFiles | { readonly refusal: string } {
  if (!('documentChanges' in edit) || !Array.isArray(edit.documentChanges)) {
    return { refusal: 'the server sent no changes that this editor knows' };
  }
  const [changed, created]: [string[], string[]] = [[], []];
  for (const change of edit.documentChanges as readonly unknown[]) {
    const [uri, list] = uriOf(change) ?? [];
    if (uri === undefined || list === undefined) {
      return { refusal: 'only changes of text and new files are made' };
    }
    if (!isSourceIn(uri, folders)) {
      return { refusal: `${uri} is no C# file of the opened folders, and nothing else is written` };
    }
    (list === 'created' ? created : changed).push(uri);
  }
  return { changed: changed.filter((uri) => !created.includes(uri)), created };
}

function uriOf(change: unknown): [string, 'changed' | 'created'] | null {
  if (typeof change !== 'object' || change === null) {
    return null;
  }
  if ('kind' in change) {
    return change.kind === 'create' && 'uri' in change && typeof change.uri === 'string' ? [change.uri, 'created'] : null;
  }
  const document: unknown = 'textDocument' in change ? change.textDocument : undefined;
  return typeof document === 'object' && document !== null && 'uri' in document && typeof document.uri === 'string' ? [document.uri, 'changed'] : null;
}

function isSourceIn(uri: string, folders: readonly string[]): boolean {
  let path: string;
  try {
    // The editor reads addresses in its own way: one that could be read in two ways is refused.
    if (new URL(uri).href !== uri) {
      return false;
    }
    path = fileURLToPath(uri);
  } catch {
    return false;
  }
  return /\.cs$/i.test(path) && folders.some((folder) => isBelow(relative(folder, path)));
}

function isBelow(path: string): boolean {
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
