import { CodeAction, CodeActionKind, commands, window, type Disposable } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { serverCommands, type AppliedEdit } from './protocol';
import type { Offers } from './offers';

const repairTaken = 'assistant.repairTaken';

/** Repairs: counted when they are taken. What a command could not do is said. */
export function codeActions(offers: Offers, noteRepair: (tier: string) => void): Required<Pick<Middleware, 'provideCodeActions' | 'executeCommand'>> & Disposable {
  const taken = commands.registerCommand(repairTaken, noteRepair);
  return {
    provideCodeActions: async (document, range, context, token, next) => {
      const actions = (await next(document, range, context, token)) ?? [];
      for (const action of actions) {
        // An edit of ours has no command; the editor runs this one after the edit.
        if (action instanceof CodeAction && action.edit !== undefined && action.kind?.contains(CodeActionKind.QuickFix) === true) {
          action.command ??= { title: 'Count', command: repairTaken, arguments: ['rules'] };
        }
      }
      return actions;
    },
    executeCommand: async (command, parameters, next) => {
      if (command === serverCommands.completionAccepted) {
        offers.accepted();
      }
      const answer: unknown = await next(command, parameters);
      if (command === serverCommands.fixAll) {
        sayWhatFailed(answer as AppliedEdit);
      }
      return answer;
    },
    dispose: () => taken.dispose(),
  };
}

/** Says why an edit was not made; one that was made is seen. */
export function sayWhatFailed(result: AppliedEdit | null): void {
  if (result !== null && !result.applied) {
    void window.showInformationMessage(`Assistant: ${result.failureReason ?? 'the changes were not made'}.`);
  }
}
