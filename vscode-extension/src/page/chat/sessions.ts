import type { ChatSession } from '../../chat';
import { element } from '../element';
import { visible } from './code';
import { button } from './controls';
import { icon } from './icons';
import type { ChatRequest } from './messages';

/** The head of the page: which conversation this is, a new one, and the earlier ones. */
export class Sessions {
  readonly element: HTMLElement;
  private readonly title = element('h1', {});
  private readonly list = element('ul', { class: 'sessions', id: 'sessions', 'aria-label': 'Earlier conversations' });
  private readonly toggle: HTMLButtonElement;

  constructor(private readonly post: (request: ChatRequest) => void) {
    this.toggle = button('round', [icon('past')], () => this.open(this.list.hidden === true), { 'aria-label': 'Earlier conversations', title: 'Earlier conversations', 'aria-controls': 'sessions' });
    const fresh = button('round', [icon('plus')], () => this.choose({ kind: 'new' }), { 'aria-label': 'New conversation', title: 'New conversation' });
    this.element = element('header', { class: 'top' }, [element('div', { class: 'bar' }, [this.title, this.toggle, fresh]), this.list]);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.list.hidden) {
        this.open(false);
        this.toggle.focus();
      }
    });
    this.open(false);
  }

  show(sessions: readonly ChatSession[], current: string): void {
    const rows = [...this.list.children];
    const focused = rows.findIndex((row) => row.contains(document.activeElement));
    this.title.textContent = visible(sessions.find(({ session }) => session === current)?.title ?? 'New conversation');
    this.list.replaceChildren(...(sessions.length === 0 ? [element('li', { class: 'note' }, ['There are none yet.'])] : sessions.map((one) => this.row(one, one.session === current))));
    if (focused >= 0) {
      (this.list.children[Math.min(focused, sessions.length - 1)]?.querySelector('button') ?? this.toggle).focus();
    }
  }

  private row({ session, title, changed }: ChatSession, isCurrent: boolean): HTMLElement {
    const name = visible(title);
    const forget = button('plain forget', ['Forget'], () => {
      if (forget.classList.contains('asks')) {
        this.post({ kind: 'forget', session });
      } else {
        forget.classList.add('asks');
        forget.textContent = 'Really forget?';
        forget.setAttribute('aria-label', `Really forget ${name}?`);
      }
    }, { 'aria-label': `Forget ${name}` });
    forget.addEventListener('blur', () => {
      forget.classList.remove('asks');
      forget.textContent = 'Forget';
      forget.setAttribute('aria-label', `Forget ${name}`);
    });
    const when = new Date(changed);
    const date = Number.isNaN(when.valueOf()) ? [] : [element('time', { class: 'note', datetime: when.toISOString() }, [when.toLocaleDateString()])];
    return element('li', {}, [button('row', [element('span', { class: 'name' }, [name]), ...date], () => this.choose({ kind: 'open', session }), isCurrent ? { 'aria-current': 'true' } : {}), forget]);
  }

  private choose(request: ChatRequest): void {
    this.open(false);
    this.post(request);
  }

  private open(isOpen: boolean): void {
    this.list.hidden = !isOpen;
    this.toggle.setAttribute('aria-expanded', String(isOpen));
  }
}
