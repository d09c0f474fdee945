import { Uri, window, workspace, type WorkspaceEdit } from 'vscode';
import type { ChatApply } from './chat';
import { filesOf } from './chatEdit';
import type { EditPreview, Outcome } from './preview';
import { methods } from './protocol';
import { Texts } from './texts';

/** What applying a block needs. */
export interface ApplyPorts {
  readonly preview: EditPreview;
  request<T>(method: string, parameters: object): Promise<T>;
  /** The editor's form of an edit; null when it is for other texts than those that are open. The texts are those of the call. */
  convert(edit: object): Promise<WorkspaceEdit> | null;
}

/** Has the server judge a block on the texts of now, shows what it would change, and makes it when the user wants it. */
export async function applyBlock(id: string, { preview, request, convert }: ApplyPorts): Promise<Outcome> {
  // A file that is written while the server compiles is not what it compiled.
  const asked = Date.now();
  const { edit, title, reason } = await request<ChatApply>(methods.chatApply, { editId: id });
  if (edit === null) {
    return refused(reason ?? 'the server made no change of it');
  }
  const files = filesOf(edit, (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath));
  if ('refusal' in files) {
    return refused(files.refusal);
  }
  const converting = convert(edit);
  if (converting === null) {
    return refused('files changed meanwhile: try again');
  }
  const created = files.created.map((uri) => Uri.parse(uri));
  const texts = new Texts(files.changed.map((uri) => Uri.parse(uri)), created, asked);
  const outcome = await preview.offer(title, await converting, texts);
  if (outcome.applied && created[0] !== undefined) {
    await window.showTextDocument(created[0], { preview: false });
  }
  return outcome;
}

function refused(failureReason: string): Outcome {
  return { applied: false, failureReason };
}
