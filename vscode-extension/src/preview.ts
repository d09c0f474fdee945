import { TabInputText, Uri, WorkspaceEdit, commands, window, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { replaced } from './positions';
import { readonlyAmong } from './readonly';
import type { Texts } from './texts';

const scheme = 'assistant-preview';

/** What became of an edit. */
export interface Outcome {
  readonly applied: boolean;
  /** Why it was not made; empty when the user did not want it. */
  readonly failureReason?: string;
}

/** Makes an edit in the texts it was made for, or says why not. */
export async function apply(edit: WorkspaceEdit, texts: Texts): Promise<Outcome> {
  const [closed] = await readonlyAmong(edit.entries().map(([uri]) => uri).filter((uri) => !texts.creates(uri)));
  if (closed !== undefined) {
    return { applied: false, failureReason: `${workspace.asRelativePath(closed)} is read-only, so nothing was changed: make it writable and try again` };
  }
  // Nothing may be awaited between the last look and the edit.
  if (!(await texts.areSameOnDisk()) || !texts.areSameInEditor()) {
    return { applied: false, failureReason: 'files changed meanwhile, so nothing was changed: try again' };
  }
  return (await workspace.applyEdit(edit, { isRefactoring: edit.size > 1 })) ? { applied: true } : { applied: false, failureReason: 'the editor did not make the changes' };
}

/**
 * Shows an edit of several files, or of a model, before it is made: all of it or nothing, because it was compiled as a whole. The editor's
 * own preview lets its user take a part, which nobody has compiled.
 */
export class EditPreview implements TextDocumentContentProvider, Disposable {
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  private readonly texts = new Map<string, string>();
  private shown = 0;
  private isShowing = false;

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows an edit and makes it when the user wants it.
   * @param title What it does.
   * @param edit Text alone, in files that exist or that it makes.
   * @param texts What it was made for.
   */
  async offer(title: string, edit: WorkspaceEdit, texts: Texts): Promise<Outcome> {
    if (this.isShowing) {
      return { applied: false, failureReason: 'other changes are being shown: apply or discard them first' };
    }
    this.isShowing = true;
    try {
      const pairs = await this.pairsOf(edit, texts);
      await commands.executeCommand('vscode.changes', title, pairs);
      const changes = edit.entries().reduce((sum, [, edits]) => sum + edits.length, 0);
      const take = `$(check) Apply ${counted(changes, 'change')} in ${counted(edit.size, 'file')}`;
      const chosen = await window.showQuickPick([{ label: take, description: changes === 1 ? 'it compiles' : 'they compile together' }, { label: '$(close) Discard' }], { title, placeHolder: 'Nothing is changed yet', ignoreFocusOut: true });
      if (chosen?.label !== take) {
        return { applied: false, failureReason: '' };
      }
      const plain = new WorkspaceEdit();
      for (const [uri, edits] of edit.entries()) {
        if (texts.creates(uri)) {
          // On the disk at once: the compiler of a solution sees no file that is only open.
          plain.createFile(uri, { contents: Buffer.from(this.provideTextDocumentContent(this.uriAfter(uri)), 'utf8') });
        } else {
          plain.set(uri, edits);
        }
      }
      return await apply(plain, texts);
    } finally {
      this.isShowing = false;
      this.texts.clear();
      // What a tab of several differences shows is no part of the stable interface; its label is the title and the number of files.
      const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input, label }) => !(input instanceof TabInputText) && label.startsWith(`${title} (${edit.size} `));
      void window.tabGroups.close(tabs).then(undefined, () => undefined);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  // For each file: itself, what it is, nothing for a new one, and what it would be.
  private async pairsOf(edit: WorkspaceEdit, texts: Texts): Promise<[Uri, Uri | undefined, Uri][]> {
    this.shown++;
    return await Promise.all(
      edit.entries().map(async ([uri, edits]): Promise<[Uri, Uri | undefined, Uri]> => {
        const after = this.uriAfter(uri);
        if (texts.creates(uri)) {
          this.texts.set(after.toString(), edits.map(({ newText }) => newText).join(''));
          return [uri, undefined, after];
        }
        const document = await workspace.openTextDocument(uri);
        const replacements = edits.map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText }));
        this.texts.set(after.toString(), replaced(document.getText(), replacements));
        return [uri, uri, after];
      }),
    );
  }

  private uriAfter(uri: Uri): Uri {
    return uri.with({ scheme, query: `${this.shown}` });
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
