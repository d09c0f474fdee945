import type { ChatOutcome, ChatPart, ChatTurn } from '../../chat';
import { element } from '../element';
import type { ChatRequest } from './messages';
import { Turn } from './turn';

/** The turns of a conversation. It scrolls along only while its end is in sight. */
export class Conversation {
  readonly element = element('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': 'Conversation', tabindex: '0' });
  private turns: Turn[] = [];
  private session = '';
  private frame: number | undefined;

  constructor(
    private readonly notice: HTMLElement,
    private readonly post: (request: ChatRequest) => void,
  ) {
    this.element.append(notice);
  }

  get isEmpty(): boolean {
    return this.turns.length === 0;
  }

  get last(): Turn | undefined {
    return this.turns.at(-1);
  }

  /** Turns that are shown already stay as they are, with what is unfolded or focused in them. */
  show(session: string, turns: readonly ChatTurn[]): void {
    this.keepEnd(() => {
      if (session !== this.session) {
        this.turns = [];
      }
      this.session = session;
      this.turns = turns.map((turn, index) => {
        const shown = this.turns[index];
        return shown?.shows(turn) === true ? shown : new Turn(turn, this.post);
      });
      const wanted = new Set<Node>([...this.turns.map((turn) => turn.element), this.notice]);
      for (const node of [...this.element.childNodes].filter((one) => !wanted.has(one))) {
        node.remove();
      }
      this.turns.forEach(({ element: turn }, index) => {
        if (this.element.children[index] !== turn) {
          this.element.insertBefore(turn, this.element.children[index] ?? null);
        }
      });
    });
  }

  /** The user asked something. */
  ask(turn: ChatTurn): void {
    const asked = new Turn(turn, this.post);
    this.turns.push(asked);
    this.notice.before(asked.element);
    this.toEnd();
  }

  /** Drawn with the next frame, however many come before it. */
  add(part: ChatPart): void {
    if (part.kind === 'text') {
      this.last?.add(part);
      this.frame ??= requestAnimationFrame(() => {
        this.frame = undefined;
        this.keepEnd(() => this.last?.render());
      });
    } else {
      this.keepEnd(() => this.last?.add(part));
    }
  }

  finish(outcome: ChatOutcome, message: string | null): void {
    this.keepEnd(() => this.last?.finish(outcome, message));
  }

  awaitApplied(id: string): void {
    this.withCompany(id, (card) => card.awaitApplied());
  }

  applied(id: string, failure: string | null): void {
    this.withCompany(id, (card) => card.applied(failure));
  }

  // Those that stand together are applied together.
  private withCompany(id: string, act: (card: Turn['cards'][number]) => void): void {
    const turn = this.turns.findLast(({ cards }) => cards.some(({ block }) => block.id === id));
    const ids = [id, ...(turn?.cards.find(({ block }) => block.id === id)?.block.together ?? [])];
    turn?.cards.filter(({ block }) => ids.includes(block.id)).forEach(act);
  }

  private keepEnd(change: () => void): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 32;
    change();
    if (isAtEnd) {
      this.toEnd();
    }
  }

  private toEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }
}
