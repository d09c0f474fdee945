import type { ChatAttachment, ChatHistory, ChatMentions, ChatPart, ChatQuestion, ChatResult, ChatSession, ChatSessions, ChatTurn } from './chat';
import { restored, withPart, type ChatState } from './chatSession';
import type { ChatMessage } from './page/chat/messages';
import { methods } from './protocol';
import { namesSelection } from './selection';
import { sentence } from './sentence';

/** What a conversation needs of the rest; replaced in tests. */
export interface ConversationPorts {
  /** Asks the server. Rejects with a sentence for people. */
  request<T>(method: string, parameters: object): Promise<T>;
  /** Asks for an answer, whose parts are heard before it ends. One that is stopped is `cancelled`. Rejects like `request`. */
  ask(question: ChatQuestion, hear: (part: ChatPart) => void, stop: AbortSignal): Promise<ChatResult>;
  /** Tells the page, if one is there. */
  post(message: ChatMessage): void;
  state(): ChatState;
  /** The code at the caret. */
  place(): { readonly label: string; readonly attachment: ChatAttachment } | null;
  /** An id that no other conversation has. */
  newId(): string;
  /** Keeps which conversation is the current one. */
  remember(session: string): void;
}

/**
 * The conversation that is shown. It lives in the host, because a page that is hidden is thrown away: a new page is shown all of it,
 * also while an answer is written. The server keeps what was said; what is shown already is never replaced by that.
 */
export class Conversation {
  private turns: readonly ChatTurn[] = [];
  private sessions: readonly ChatSession[] = [];
  private answer: AbortController | undefined;
  private answering: Promise<void> = Promise.resolve();
  // Whether what the server keeps of it is in the turns.
  private isWhole = false;
  private problem: string | null = null;

  constructor(
    private session: string,
    private readonly ports: ConversationPorts,
  ) {}

  /** What was said, with what is being said. */
  get said(): readonly ChatTurn[] {
    return this.turns;
  }

  /** The conversations of this workspace that the server keeps, as it last said. */
  get kept(): readonly ChatSession[] {
    return this.sessions;
  }

  /** Shows all of it. */
  show(): void {
    const { state, problem } = this.ports.state();
    this.ports.post({ kind: 'show', view: { session: this.session, turns: this.turns, sessions: this.sessions, state, problem: problem ?? this.problem, place: this.ports.place()?.label ?? null } });
  }

  /** Gets what the server keeps. @returns Whether it told. */
  async load(): Promise<boolean> {
    return await this.trying(async () => {
      const { sessions } = await this.ports.request<ChatSessions>(methods.chatHistory, {});
      this.sessions = sessions;
      const { session, turns } = this;
      if (this.isWhole || !sessions.some((one) => one.session === session)) {
        return;
      }
      const history = await this.ports.request<ChatHistory>(methods.chatHistory, { session });
      // Something may have been asked meanwhile, or another conversation opened.
      if (session === this.session && !this.isWhole) {
        this.isWhole = true;
        this.turns = [...restored(turnsBefore(history.turns, turns)), ...this.turns];
      }
    });
  }

  /** Asks. @param withPlace Whether the code at the caret goes with the question. */
  async ask(text: string, withPlace: boolean): Promise<void> {
    if (this.answer === undefined) {
      const answer = new AbortController();
      this.answer = answer;
      this.answering = this.answerTo(text, withPlace, answer);
      await this.answering;
    }
  }

  private async answerTo(text: string, withPlace: boolean, answer: AbortController): Promise<void> {
    const place = withPlace || namesSelection(text) ? this.ports.place() : null;
    const { session } = this;
    this.turns = [...this.turns, { text, about: place === null ? [] : [place.label], parts: [], outcome: null, message: null }];
    this.ports.remember(session);
    this.show();
    const hear = (part: ChatPart): void => {
      if (this.answer === answer) {
        this.change((turn) => ({ ...turn, parts: withPart(turn.parts, part) }));
        this.ports.post({ kind: 'part', part });
      }
    };
    const question = { session, text, attachments: place === null ? [] : [place.attachment], partialResultToken: this.ports.newId() };
    const { outcome, message } = await this.ports.ask(question, hear, answer.signal).catch((failure: unknown): ChatResult => ({ outcome: 'failed', message: messageOf(failure) }));
    if (this.answer === answer) {
      this.answer = undefined;
      this.change((turn) => ({ ...turn, outcome, message }));
      this.ports.post({ kind: 'ended', outcome, message });
      await this.load();
    }
  }

  /** Stops the answer; the server says that it has ended. */
  stop(): void {
    this.answer?.abort();
  }

  /** Begins another conversation. */
  begin(): void {
    this.turnTo(this.ports.newId(), true);
    this.show();
  }

  /** Shows one that is kept. */
  async open(session: string): Promise<void> {
    if (session !== this.session) {
      this.turnTo(session, false);
      await this.load();
    }
  }

  /** Has the server forget one; null for all. What is being said in it is ended first, so that nothing of it is kept later. */
  async forget(session: string | null): Promise<void> {
    await this.trying(async () => {
      if (session === null || session === this.session) {
        this.stop();
        await this.answering;
      }
      await this.ports.request<unknown>(methods.chatForget, session === null ? {} : { session });
      this.sessions = this.sessions.filter((one) => session !== null && one.session !== session);
      if (session === null || session === this.session) {
        this.turnTo(this.ports.newId(), true);
      }
    });
  }

  /** Looks up what a mention may go on as. */
  async mention(query: string): Promise<void> {
    const { items } = await this.ports.request<ChatMentions>(methods.chatMentions, { query }).catch((): ChatMentions => ({ items: [] }));
    this.ports.post({ kind: 'mentions', query, items });
  }

  private turnTo(session: string, isWhole: boolean): void {
    this.stop();
    this.isWhole = isWhole;
    this.answer = undefined;
    this.session = session;
    this.turns = [];
    this.ports.remember(session);
  }

  private change(how: (last: ChatTurn) => ChatTurn): void {
    const last = this.turns.at(-1);
    if (last !== undefined) {
      this.turns = [...this.turns.slice(0, -1), how(last)];
    }
  }

  private async trying(what: () => Promise<void>): Promise<boolean> {
    try {
      await what();
      this.problem = null;
    } catch (failure) {
      this.problem = messageOf(failure);
    }
    this.show();
    return this.problem === null;
  }
}

/** What was kept before something was said here: the server keeps a question from its first moment. */
function turnsBefore(kept: readonly ChatTurn[], said: readonly ChatTurn[]): readonly ChatTurn[] {
  return said.reduceRight((before, { text }) => (before.at(-1)?.text === text ? before.slice(0, -1) : before), kept);
}

function messageOf(failure: unknown): string {
  return sentence((failure instanceof Error ? failure.message : String(failure)).replace(/\.$/, ''));
}
