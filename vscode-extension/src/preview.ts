import { Uri, WorkspaceEdit, commands, window, workspace, type Disposable, type TextDocument, type TextDocumentContentProvider, type TextEdit } from 'vscode';

const scheme = 'assistant-preview';

/** What became of an edit that was shown. */
export interface Outcome {
  readonly applied: boolean;
  readonly failureReason?: string;
}

/**
 * Shows an edit of several files before it is made: all of it or nothing, because it was compiled as a whole. The editor's
 * own preview lets its user take a part, which nobody has compiled.
 */
export class EditPreview implements TextDocumentContentProvider, Disposable {
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  private readonly texts = new Map<string, string>();
  private shown = 0;

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows an edit and makes it when the user wants it.
   * @param title What it does.
   * @param edit Text alone, in files that exist.
   */
  async offer(title: string, edit: WorkspaceEdit): Promise<Outcome> {
    const files = await Promise.all(edit.entries().map(async ([uri, edits]) => ({ document: await workspace.openTextDocument(uri), edits })));
    const versions = files.map(({ document }) => document.version);
    const number = ++this.shown;
    const pairs = files.map(({ document, edits }): [Uri, Uri, Uri] => {
      const after = document.uri.with({ scheme, query: `${number}` });
      this.texts.set(after.toString(), applied(document, edits));
      return [document.uri, document.uri, after];
    });
    try {
      await commands.executeCommand('vscode.changes', title, pairs);
      const changes = files.reduce((sum, { edits }) => sum + edits.length, 0);
      const apply = `$(check) Apply ${changes} changes in ${files.length} files`;
      const chosen = await window.showQuickPick([{ label: apply, description: 'they compile together' }, { label: '$(close) Discard' }], { title, placeHolder: 'Nothing is changed yet', ignoreFocusOut: true });
      if (chosen?.label !== apply) {
        return { applied: false, failureReason: 'nothing was changed' };
      }
      if (files.some(({ document }, index) => document.version !== versions[index])) {
        return { applied: false, failureReason: 'files changed meanwhile, so nothing was changed: try again' };
      }
      const plain = new WorkspaceEdit();
      for (const { document, edits } of files) {
        plain.set(document.uri, edits);
      }
      return (await workspace.applyEdit(plain, { isRefactoring: true })) ? { applied: true } : { applied: false, failureReason: 'the editor did not make the changes' };
    } finally {
      // The tab's own shape is no part of the stable interface; its label begins with the title.
      await window.tabGroups.close(window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.input === undefined && tab.label.startsWith(title)));
      for (const [, , after] of pairs) {
        this.texts.delete(after.toString());
      }
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function applied(document: TextDocument, edits: readonly TextEdit[]): string {
  let text = document.getText();
  for (const edit of [...edits].sort((one, other) => document.offsetAt(other.range.start) - document.offsetAt(one.range.start))) {
    text = text.slice(0, document.offsetAt(edit.range.start)) + edit.newText + text.slice(document.offsetAt(edit.range.end));
  }
  return text;
}
