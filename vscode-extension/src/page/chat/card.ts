import type { ChatBlock, ChatDiagnostic, ChatSilencing } from '../../chat';
import { sentence } from '../../sentence';
import { element } from '../element';
import { codeNodes, visible } from './code';
import { button, disable } from './controls';
import { icon } from './icons';
import type { ChatRequest } from './messages';

/** A block of code with what the compiler says of it. Its badge is made here alone, outside of all prose. */
export class Card {
  readonly element = element('section', {});
  private readonly outcome = element('span', { class: 'outcome', role: 'status' });
  private readonly company = element('p', { class: 'together' });
  private applyButton: HTMLButtonElement | undefined;

  constructor(
    private current: ChatBlock,
    private readonly post: (request: ChatRequest) => void,
  ) {
    this.draw();
  }

  get block(): ChatBlock {
    return this.current;
  }

  /** Takes the place of what was shown, and lets the user stay where they were in it. */
  replace(block: ChatBlock): void {
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute('data-part') : undefined;
    const isOpen = this.element.querySelector('details')?.open === true;
    this.current = block;
    this.outcome.textContent = '';
    this.draw();
    const fold = this.element.querySelector('details');
    if (fold !== null) {
      fold.open = isOpen;
    }
    if (typeof focused === 'string') {
      const parts = [...this.element.querySelectorAll<HTMLElement>('[data-part]')];
      (parts.find((part) => part.dataset['part'] === focused) ?? parts.at(0))?.focus();
    }
  }

  /** Says which other blocks are applied with it. */
  standAmong(cards: readonly Card[]): void {
    const others = this.current.together.filter((id) => id !== this.current.id);
    const place = cards.findIndex(({ block }) => block.id === others[0]);
    const own = cards.indexOf(this);
    const which = others.length > 1 ? `${others.length} other blocks` : place < 0 ? 'another block' : Math.abs(place - own) > 1 ? `a block further ${place < own ? 'up' : 'down'}` : `the block ${place < own ? 'above' : 'below'}`;
    this.company.hidden = others.length === 0;
    this.company.textContent = `Compiles together with ${which}; applying one applies ${others.length > 1 ? 'all' : 'both'}.`;
  }

  /** It, or what is applied with it, is being applied. */
  awaitApplied(): void {
    this.settle('', true);
  }

  /** What became of applying it. */
  applied(failure: string | null): void {
    this.settle(failure === null ? 'Applied' : visible(failure), false);
    this.outcome.classList.toggle('failed', failure !== null);
  }

  private settle(text: string, isAwaited: boolean): void {
    this.outcome.textContent = text;
    if (this.applyButton !== undefined) {
      disable(this.applyButton, isAwaited);
    }
  }

  private draw(): void {
    const { title, path, verdict, code, language, reason, newDiagnostics, silencing } = this.current;
    const name = visible(title ?? path ?? 'Code');
    const source = element('pre', { class: 'code', tabindex: '0', 'data-part': 'code', 'aria-label': `Code of ${name}` }, [element('code', {}, [codeNodes(code, language || 'csharp')])]);
    const head = element('header', { class: 'head' }, [element('span', { class: 'title' }, [name]), ...(title === null || path === null ? [] : [element('span', { class: 'path' }, [visible(path)])])]);
    const because = reason === null ? [] : [element('p', { class: 'reason' }, [sentence(visible(reason))])];
    this.element.className = `card ${verdict}`;
    this.element.setAttribute('aria-label', `${name}: ${badgeText(this.current)}`);
    this.element.setAttribute('data-id', this.current.id);
    const body =
      verdict === 'rejected'
        ? [
            element('details', {}, [
              element('summary', { 'data-part': 'fold' }, ['Why, and the code']),
              ...because,
              ...(newDiagnostics.length + silencing.length === 0 ? [] : [element('ul', { class: 'errors' }, [...newDiagnostics.map((found) => this.error(found)), ...silencing.map((found) => this.hiding(found))])]),
              source,
              this.actions(),
            ]),
          ]
        : [...because, source, this.company, this.actions()];
    this.element.replaceChildren(head, badge(this.current), ...body);
  }

  private actions(): HTMLElement {
    const { verdict, id } = this.current;
    this.applyButton =
      verdict === 'accepted'
        ? button('plain primary', ['Apply'], () => this.post({ kind: 'apply', id }), { 'data-part': 'apply', title: 'See the change, then make it' })
        : undefined;
    return element('div', { class: 'actions' }, [
      ...(this.applyButton === undefined ? [] : [this.applyButton]),
      button('plain', ['Insert'], () => this.post({ kind: 'insert', id }), { 'data-part': 'insert', title: 'Insert at the caret' }),
      button('plain', ['Copy'], () => this.post({ kind: 'copy', id }), { 'data-part': 'copy' }),
      this.outcome,
    ]);
  }

  private error({ id, path, line, message }: ChatDiagnostic): HTMLElement {
    return element('li', {}, [element('span', { class: 'id' }, [visible(id)]), ' ', visible(message), ' ', ...(path === null ? [] : [this.link(path, line)])]);
  }

  private hiding({ rule, path, line }: ChatSilencing): HTMLElement {
    return element('li', {}, [`It hides something: ${visible(rule)} `, this.link(path, line)]);
  }

  private link(path: string, line: number): HTMLElement {
    return button('link', [`${visible(path)}:${line}`], () => this.post({ kind: 'place', path, line }));
  }
}

function badge(block: ChatBlock): HTMLElement {
  return element('p', { class: 'badge' }, [icon(({ accepted: 'check', rejected: 'cross', notVerified: 'unknown' } as const)[block.verdict]), badgeText(block)]);
}

function badgeText({ verdict, newDiagnostics }: ChatBlock): string {
  switch (verdict) {
    case 'accepted':
      return 'Compiles in your solution';
    case 'rejected':
      return newDiagnostics.length === 0 ? 'Rejected' : `Rejected: ${newDiagnostics.length} new ${newDiagnostics.length === 1 ? 'error' : 'errors'}`;
    case 'notVerified':
      return 'Fragment, not checked';
  }
}
