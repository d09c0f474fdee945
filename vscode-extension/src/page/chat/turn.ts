import type { ChatOutcome, ChatPart, ChatTurn } from '../../chat';
import { element } from '../element';
import { Card } from './card';
import { visible } from './code';
import { icon } from './icons';
import type { ChatRequest } from './messages';
import { Prose } from './prose';

/** A question and its answer, as far as it has come. However it came in pieces, the same is shown. */
export class Turn {
  readonly element: HTMLElement;
  readonly cards: Card[] = [];
  private said: ChatTurn;
  private last: Prose | Card | undefined;
  private readonly body = element('div', { class: 'body' });
  private readonly state = element('p', { class: 'state' });
  private readonly end = element('p', { class: 'end' });

  constructor(
    turn: ChatTurn,
    private readonly post: (request: ChatRequest) => void,
  ) {
    this.said = { ...turn, parts: [] };
    const about = turn.about.length === 0 ? [] : [element('ul', { class: 'about', 'aria-label': 'About' }, turn.about.map((place) => element('li', { class: 'chip' }, [visible(place)])))];
    this.element = element('article', { class: 'turn' }, [
      element('div', { class: 'question', role: 'group', 'aria-label': 'Your question' }, [element('p', {}, [turn.text]), ...about]),
      element('div', { class: 'answer', role: 'group', 'aria-label': 'Answer' }, [this.body, this.state, this.end]),
    ]);
    for (const part of turn.parts) {
      this.add(part);
    }
    this.say('Waiting for an answer');
    this.finish(turn.outcome, turn.message);
    this.render();
  }

  get isBusy(): boolean {
    return this.said.outcome === null;
  }

  get text(): string {
    return this.said.text;
  }

  /** What a screen reader says once it is answered. */
  get summary(): string {
    const blocks = this.cards.length;
    const good = this.cards.filter(({ block }) => block.verdict === 'accepted').length;
    const outcome = this.end.textContent === '' ? 'Answered.' : this.end.textContent;
    return blocks === 0 ? outcome : `${outcome} ${good} of ${blocks} blocks of code ${good === 1 ? 'compiles' : 'compile'}.`;
  }

  /** Whether this is what is shown already. */
  shows(turn: ChatTurn): boolean {
    return JSON.stringify(this.said) === JSON.stringify({ ...this.said, ...turn, parts: folded(turn.parts) });
  }

  /** More of the answer; prose is shown by `render`. */
  add(part: ChatPart): void {
    if (part.kind === 'state') {
      this.say(part.message);
      return;
    }
    this.said = { ...this.said, parts: folded([...this.said.parts, part]) };
    switch (part.kind) {
      case 'tier':
        this.render();
        this.last = undefined;
        this.body.append(element('p', { class: 'tier' }, [`${visible(part.tier)} · ${visible(part.model)} · ${part.local ? 'on this machine' : 'on another machine'} — ${visible(part.reason)}`]));
        return;
      case 'text':
        if (part.text !== '') {
          this.prose().append(part.text);
        }
        return;
      case 'edit': {
        const known = this.cards.find(({ block }) => block.id === part.id);
        if (known === undefined) {
          this.render();
          this.last = new Card(part, this.post);
          this.cards.push(this.last);
          this.body.append(this.last.element);
        } else {
          known.replace(part);
        }
        for (const card of this.cards) {
          card.standAmong(this.cards);
        }
      }
    }
  }

  finish(outcome: ChatOutcome | null, message: string | null): void {
    this.said = { ...this.said, outcome, message };
    this.state.hidden = outcome !== null;
    if (outcome !== null) {
      this.state.replaceChildren();
    }
    this.render();
    const fallback = { answered: '', noVerifiedProposal: 'No code in this answer compiles.', cancelled: 'Stopped.', failed: 'This could not be answered.' };
    const text = outcome === null ? '' : (message ?? fallback[outcome]);
    this.end.hidden = text === '';
    this.end.className = `end ${outcome ?? ''}`;
    this.end.replaceChildren(...(text === '' ? [] : [...(outcome === 'failed' ? [icon('warning')] : []), element('span', {}, [visible(text)])]));
  }

  /** Shows the prose that has come since. */
  render(): void {
    if (this.last instanceof Prose) {
      this.last.render();
    }
  }

  private prose(): Prose {
    if (this.last instanceof Prose) {
      return this.last;
    }
    this.last = new Prose(this.post);
    this.body.append(this.last.element);
    return this.last;
  }

  private say(state: string): void {
    this.state.replaceChildren(element('span', { class: 'spinner', 'aria-hidden': 'true' }), element('span', {}, [visible(state)]));
  }
}

/** Parts without what a later one took the place of. */
function folded(parts: readonly ChatPart[]): readonly ChatPart[] {
  const kept: ChatPart[] = [];
  for (const part of parts) {
    const last = kept.at(-1);
    const same = kept.findIndex((one) => one.kind === 'edit' && part.kind === 'edit' && one.id === part.id);
    if (part.kind === 'text' && last?.kind === 'text') {
      kept[kept.length - 1] = { kind: 'text', text: last.text + part.text };
    } else if (same >= 0) {
      kept[same] = part;
    } else if (part.kind === 'tier' || part.kind === 'edit' || (part.kind === 'text' && part.text !== '')) {
      kept.push(part);
    }
  }
  return kept;
}
