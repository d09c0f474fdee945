import type { ChatMention, ChatOutcome, ChatPart, ChatSession, ChatTurn } from '../../chat';

/** All that the page shows. */
export interface ChatView {
  readonly session: string;
  readonly turns: readonly ChatTurn[];
  /** The conversations of this workspace, the last one first. */
  readonly sessions: readonly ChatSession[];
  /** Whether an answer can be asked for; the other two say why not. */
  readonly state: 'ready' | 'noModel' | 'noServer';
  /** What is in the way, in one line; null when nothing is. */
  readonly problem: string | null;
  /** The code at the caret, for people (`Order.cs:12-20`); null when no C# file is shown. */
  readonly place: string | null;
}

/** What the page is told. */
export type ChatMessage =
  | { readonly kind: 'show'; readonly view: ChatView }
  /** More of the last turn's answer. */
  | { readonly kind: 'part'; readonly part: ChatPart }
  /** The last turn is answered. */
  | { readonly kind: 'ended'; readonly outcome: ChatOutcome; readonly message: string | null }
  | { readonly kind: 'place'; readonly place: string | null }
  /** Answers `mentions`, which names the same query. */
  | { readonly kind: 'mentions'; readonly query: string; readonly items: readonly ChatMention[] }
  /** What became of applying a block: null for made, else why not (empty when the user did not want it). */
  | { readonly kind: 'applied'; readonly id: string; readonly failure: string | null }
  /** The caret goes into the question; where that is empty, with a text in it. */
  | { readonly kind: 'focus'; readonly text: string | null };

/** What the page asks for. */
export type ChatRequest =
  | { readonly kind: 'ready' | 'stop' | 'new' | 'recommend' | 'settings' }
  /** `place`: whether the code at the caret goes with the question. */
  | { readonly kind: 'ask'; readonly text: string; readonly place: boolean }
  | { readonly kind: 'open' | 'forget'; readonly session: string }
  /** Behind the `#`. */
  | { readonly kind: 'mentions'; readonly query: string }
  /** A block, whose code the host knows. */
  | { readonly kind: 'copy' | 'insert' | 'apply'; readonly id: string }
  | { readonly kind: 'link'; readonly address: string }
  | { readonly kind: 'place'; readonly path: string; readonly line: number };
