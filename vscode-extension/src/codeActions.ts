import { CodeAction, CodeActionKind, commands, window, workspace, type Disposable, type WorkspaceEdit } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { EditPreview, Outcome } from './preview';
import { readonlyAmong } from './readonly';
import { serverCommands } from './protocol';
import type { Offers } from './offers';

const repairTaken = 'assistant.repairTaken';
const previewRepair = 'assistant.previewRepair';
const tier = 'rules';

/** What repairs are handed on to. */
export interface RepairOptions {
  readonly offers: Offers;
  readonly preview: EditPreview;
  noteRepair(tier: string): void;
  /** The editor's form of an edit of the server; null when open files are others by now. */
  convert(edit: object): Promise<WorkspaceEdit | null>;
}

/** Repairs: shown before they are made when they change several files, counted when they are taken. */
export class CodeActions implements Disposable {
  private readonly registrations: readonly Disposable[];

  constructor(private readonly options: RepairOptions) {
    this.registrations = [
      commands.registerCommand(repairTaken, () => options.noteRepair(tier)),
      commands.registerCommand(previewRepair, async (title: string, edit: WorkspaceEdit) => {
        const outcome = await options.preview.offer(title, edit);
        if (outcome.applied) {
          options.noteRepair(tier);
        }
        sayWhatFailed(outcome);
      }),
    ];
  }

  /** What is done beside the language client. */
  get middleware(): Middleware {
    return {
      provideCodeActions: async (document, range, context, token, next) => {
        const actions = (await next(document, range, context, token)) ?? [];
        actions.forEach(follow);
        return actions;
      },
      executeCommand: async (command, parameters, next) => {
        if (command === serverCommands.completionAccepted) {
          this.options.offers.accepted();
        }
        const answer: unknown = await next(command, parameters);
        if (command === serverCommands.fixAll) {
          sayWhatFailed(answer as Outcome | null);
        }
        return answer;
      },
      workspace: {
        handleApplyEdit: async (params) => {
          const edit = await this.options.convert(params.edit);
          if (edit === null) {
            return { applied: false, failureReason: 'files changed meanwhile: try again' };
          }
          const [closed] = await readonlyAmong(edit.entries().map(([uri]) => uri));
          if (closed !== undefined) {
            return { applied: false, failureReason: `${workspace.asRelativePath(closed)} is read-only, so nothing was changed: make it writable and try again` };
          }
          return edit.size < 2 ? { applied: await workspace.applyEdit(edit) } : await this.options.preview.offer(params.label ?? 'Repairs', edit);
        },
      },
    };
  }

  dispose(): void {
    for (const registration of this.registrations) {
      registration.dispose();
    }
  }
}

/** Says why an edit was not made; one that was made is seen. */
export function sayWhatFailed(result: Outcome | null): void {
  if (result !== null && !result.applied) {
    void window.showInformationMessage(`Assistant: ${result.failureReason ?? 'the changes were not made'}.`);
  }
}

// A repair's edit has no command of the server's: the one that counts runs after the edit, the one that shows in its place.
function follow(action: unknown): void {
  if (!(action instanceof CodeAction) || action.edit === undefined || action.kind === undefined || !CodeActionKind.QuickFix.contains(action.kind)) {
    return;
  }
  if (action.edit.size < 2) {
    action.command = { title: action.title, command: repairTaken };
  } else {
    action.command = { title: action.title, command: previewRepair, arguments: [action.title, action.edit] };
    delete action.edit;
  }
}
