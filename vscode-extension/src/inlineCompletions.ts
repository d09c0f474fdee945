import { InlineCompletionTriggerKind, Range, type InlineCompletionItem } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { Offers } from './offers';
import { readInlineSettings } from './settings';

/** Grey text: asked for where the settings want it, and counted. */
export function inlineCompletions(offers: Offers): Required<Pick<Middleware, 'provideInlineCompletionItems'>> {
  return {
    provideInlineCompletionItems: async (document, position, context, token, next) => {
      const settings = readInlineSettings(document);
      if (!settings.enabled || (settings.trigger === 'manual' && context.triggerKind === InlineCompletionTriggerKind.Automatic)) {
        return null;
      }
      const answer = await next(document, position, context, token);
      if (!token.isCancellationRequested) {
        const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
        const textFrom = (offset: number): string => document.getText(new Range(document.positionAt(offset), position));
        offers.answered({ uri: document.uri.toString(), offset: document.offsetAt(items[0]?.range?.start ?? position), caret: document.offsetAt(position), textFrom }, items.map(textOf));
      }
      return answer;
    },
  };
}

function textOf(item: InlineCompletionItem): string {
  return typeof item.insertText === 'string' ? item.insertText : item.insertText.value;
}
