import { CodeAction, CodeActionKind, Uri, commands, window, type Disposable, type WorkspaceEdit } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { apply, type EditPreview, type Outcome } from './preview';
import { repairsIn, serverCommands, type FixedAll, type Repaired } from './protocol';
import type { Offers } from './offers';
import { Texts } from './texts';

const repairTaken = 'assistant.repairTaken';
const previewRepair = 'assistant.previewRepair';
const tooMuchForSaving = 'assistant.tooMuchForSaving';

/** What repairs are handed on to. */
export interface RepairOptions {
  readonly offers: Offers;
  readonly preview: EditPreview;
  /** Repairs were taken. */
  note(repaired: Repaired): void;
  /** The editor's form of an edit of the server; null when it is for other texts than those that are open. The texts are those of the call. */
  convert(edit: object): Promise<WorkspaceEdit> | null;
}

/** Repairs: shown before they are made when they change several files, counted when they are taken. */
export class CodeActions implements Disposable {
  private readonly registrations: readonly Disposable[];

  constructor(private readonly options: RepairOptions) {
    this.registrations = [
      commands.registerCommand(repairTaken, (repaired: Repaired) => options.note(repaired)),
      commands.registerCommand(previewRepair, async (title: string, edit: WorkspaceEdit, texts: Texts, repaired: Repaired) => {
        const outcome = await options.preview.offer(title, edit, texts);
        if (outcome.applied) {
          options.note(repaired);
        }
        sayWhatFailed(outcome);
      }),
      commands.registerCommand(tooMuchForSaving, () => sayWhatFailed({ applied: false, failureReason: 'the repairs of this file change others too: the command Repair All Errors in File shows them' })),
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
      resolveCodeAction: async (item, token, next) => {
        const action = await next(item, token);
        if (action instanceof CodeAction && action.edit !== undefined) {
          show(action, action.edit);
        }
        return action;
      },
      executeCommand: async (command, parameters, next) => {
        if (command === serverCommands.completionAccepted) {
          this.options.offers.accepted();
        }
        const answer: unknown = await next(command, parameters);
        if (command === serverCommands.fixAll) {
          this.fixedAll(answer as FixedAll | null);
        }
        return answer;
      },
      workspace: {
        handleApplyEdit: async (params): Promise<Outcome> => {
          const converting = this.options.convert(params.edit);
          if (converting === null) {
            return { applied: false, failureReason: 'files changed meanwhile: try again' };
          }
          const texts = new Texts((params.edit.documentChanges ?? []).flatMap((change) => ('textDocument' in change ? [Uri.parse(change.textDocument.uri)] : [])));
          const edit = await converting;
          return edit.size < 2 ? await apply(edit, texts) : await this.options.preview.offer(params.label ?? 'Repairs', edit, texts);
        },
      },
    };
  }

  /** The server has repaired all errors of something, or not. */
  fixedAll(result: FixedAll | null): void {
    if (result?.applied === true && result.repaired !== undefined) {
      this.options.note(result.repaired);
    }
    sayWhatFailed(result);
  }

  dispose(): void {
    for (const registration of this.registrations) {
      registration.dispose();
    }
  }
}

/** Says why an edit was not made; one that was made is seen, and one that the user did not want is known. */
export function sayWhatFailed(result: Outcome | null): void {
  if (result !== null && !result.applied && result.failureReason !== '') {
    void window.showInformationMessage(`Assistant: ${result.failureReason ?? 'the changes were not made'}.`);
  }
}

// An edit of the server has no command: the one that counts runs after the edit, the one that shows in its place.
function follow(action: unknown): void {
  if (!(action instanceof CodeAction) || action.edit === undefined) {
    return;
  }
  const { title, edit } = action;
  if (edit.size < 2) {
    action.command = { title, command: repairTaken, arguments: [repairsIn(action)] };
  } else if (action.kind !== undefined && CodeActionKind.SourceFixAll.contains(action.kind)) {
    delete action.edit;
    action.command = { title, command: tooMuchForSaving };
  } else {
    show(action, edit);
  }
}

// Changes of several files, and whatever a model wrote, are looked at before they are made.
function show(action: CodeAction, edit: WorkspaceEdit): void {
  const { title } = action;
  delete action.edit;
  action.command = { title, command: previewRepair, arguments: [title, edit, new Texts(edit.entries().map(([uri]) => uri)), repairsIn(action)] };
}
