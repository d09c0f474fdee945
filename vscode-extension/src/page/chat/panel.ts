import { element } from '../element';
import { Composer } from './composer';
import { Conversation } from './conversation';
import type { Host } from './host';
import type { ChatMessage, ChatRequest, ChatView } from './messages';
import { noticeFor } from './notice';
import { Sessions } from './sessions';

/** Makes the page and keeps it as the host says. */
export function openPanel(page: HTMLElement, host: Host): void {
  const post = (request: ChatRequest): void => {
    if (request.kind === 'apply') {
      conversation.awaitApplied(request.id);
    }
    host.post(request);
  };
  let view: Pick<ChatView, 'state' | 'problem' | 'place'> = { state: 'noServer', problem: 'Starting', place: null };
  let noticed = '';
  const notice = element('section', { class: 'notice', 'aria-label': 'Notice' });
  // Says what a sighted user sees happen: what is done at the moment and how it ended, never each word of an answer.
  const told = element('p', { class: 'told', role: 'status' });
  const conversation = new Conversation(notice, post);
  const sessions = new Sessions(post);
  const composer = new Composer(host.draft(), {
    ask: (text, withPlace) => {
      conversation.ask({ text, about: withPlace && view.place !== null ? [view.place] : [], parts: [], outcome: null, message: null });
      refresh();
      post({ kind: 'ask', text, place: withPlace });
    },
    stop: () => post({ kind: 'stop' }),
    mentions: (query) => post({ kind: 'mentions', query }),
    keepDraft: (draft) => host.keepDraft(draft),
  });

  const refresh = (): void => {
    composer.showState(conversation.last?.isBusy === true, view.state === 'ready', conversation.last?.text ?? '');
    // What says the same stays, with the focus in it.
    const wanted = JSON.stringify([view.state, view.problem, conversation.isEmpty]);
    if (wanted !== noticed) {
      noticed = wanted;
      const nodes = noticeFor(view, conversation.isEmpty, post, (text) => composer.focus(text));
      notice.hidden = nodes.length === 0;
      notice.replaceChildren(...nodes);
    }
    page.classList.toggle('empty', conversation.isEmpty);
  };

  const hear = (message: ChatMessage): void => {
    switch (message.kind) {
      case 'show':
        view = message.view;
        sessions.show(message.view.sessions, message.view.session);
        conversation.show(message.view.session, message.view.turns);
        composer.showPlace(view.place);
        refresh();
        return;
      case 'part':
        conversation.add(message.part);
        if (message.part.kind === 'state') {
          told.textContent = message.part.message;
        }
        return;
      case 'ended':
        conversation.finish(message.outcome, message.message);
        told.textContent = conversation.last?.summary ?? '';
        refresh();
        return;
      case 'place':
        view = { ...view, place: message.place };
        composer.showPlace(message.place);
        return;
      case 'mentions':
        composer.found(message.query, message.items);
        return;
      case 'applied':
        conversation.applied(message.id, message.failure);
        return;
      case 'focus':
        composer.begin(message.text);
    }
  };

  page.classList.add('chat');
  page.replaceChildren(sessions.element, conversation.element, told, composer.element);
  refresh();
  host.listen(hear);
  host.post({ kind: 'ready' });
}
