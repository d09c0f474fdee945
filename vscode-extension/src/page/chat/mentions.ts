import type { ChatMention } from '../../chat';
import { element } from '../element';
import { visible } from './code';

/** Those that are always there. */
const always: readonly ChatMention[] = [
  { kind: 'selection', text: '#selection', detail: 'the code that is selected' },
  { kind: 'problems', text: '#problems', detail: 'what the compiler reports' },
];

const longestList = 50;

/** The list behind a `#` in the question. The box keeps the focus; the list says through it which entry is meant. */
export class MentionList {
  readonly element = element('ul', { class: 'mentions', id: 'mentions', role: 'listbox', 'aria-label': 'What to mention' });
  private items: readonly ChatMention[] = [];
  private answered: { readonly query: string; readonly items: readonly ChatMention[] } | undefined;
  private query: string | undefined;
  private active = 0;

  constructor(
    private readonly box: HTMLTextAreaElement,
    private readonly ask: (query: string) => void,
  ) {
    this.element.hidden = true;
    for (const [name, value] of Object.entries({ 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': 'mentions' })) {
      box.setAttribute(name, value);
    }
    box.addEventListener('blur', () => this.close());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** The question or the caret in it has changed. */
  update(): void {
    const query = this.queryAtCaret();
    if (query === this.query) {
      return;
    }
    this.query = query;
    this.active = 0;
    if (query !== undefined) {
      this.ask(query);
    }
    this.draw();
  }

  /** What the server found for a query. */
  answer(query: string, items: readonly ChatMention[]): void {
    if (query === this.query) {
      this.answered = { query, items };
      this.draw();
    }
  }

  /** Whether a key was for the list. */
  press(key: string): boolean {
    if (!this.isOpen) {
      return false;
    }
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.active = (this.active + (key === 'ArrowDown' ? 1 : this.items.length - 1)) % this.items.length;
        this.mark();
        return true;
      case 'Enter':
      case 'Tab':
        this.accept(this.active);
        return true;
      case 'Escape':
        this.close();
        return true;
      default:
        return false;
    }
  }

  /** Closed it stays until something else is typed. */
  close(): void {
    this.element.hidden = true;
    this.box.removeAttribute('aria-activedescendant');
  }

  private queryAtCaret(): string | undefined {
    const { value, selectionStart, selectionEnd } = this.box;
    return selectionStart === selectionEnd ? /(?:^|[\s(])#([^\s#]{0,200})$/.exec(value.slice(0, selectionStart))?.[1] : undefined;
  }

  private draw(): void {
    const { query } = this;
    const fits = (item: ChatMention): boolean => item.text.toLowerCase().startsWith(`#${query?.toLowerCase()}`);
    const found = this.answered?.query === query ? (this.answered?.items ?? []) : [];
    const own = always.filter((item) => fits(item) && found.every(({ text }) => text !== item.text));
    this.items = query === undefined ? [] : [...own, ...found].slice(0, longestList);
    const isWritten = this.items.length === 1 && this.items[0]?.text === `#${query}`;
    if (this.items.length === 0 || isWritten) {
      this.close();
      return;
    }
    this.active = Math.min(this.active, this.items.length - 1);
    this.element.replaceChildren(
      ...this.items.map((item, index) => {
        const option = element('li', { id: `mention-${index}`, role: 'option' }, [element('span', { class: 'mention' }, [visible(item.text)]), element('span', { class: 'detail' }, [visible(item.detail)])]);
        option.addEventListener('pointerdown', (event) => event.preventDefault());
        option.addEventListener('click', () => this.accept(index));
        return option;
      }),
    );
    this.element.hidden = false;
    this.mark();
  }

  private mark(): void {
    [...this.element.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === this.active)));
    this.box.setAttribute('aria-activedescendant', `mention-${this.active}`);
    this.element.children[this.active]?.scrollIntoView({ block: 'nearest' });
  }

  private accept(index: number): void {
    const item = this.items[index];
    if (item !== undefined && this.query !== undefined) {
      const caret = this.box.selectionStart;
      this.box.setRangeText(`${item.text} `, caret - this.query.length - 1, caret, 'end');
      this.box.dispatchEvent(new Event('input'));
    }
    this.close();
  }
}
