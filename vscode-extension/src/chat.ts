/** The shapes of the chat, as the server knows them. */

/** Something a question is about. */
export interface ChatAttachment {
  readonly kind: 'file' | 'selection' | 'problems' | 'symbol';
  readonly uri?: string;
  readonly range?: { readonly start: ChatPosition; readonly end: ChatPosition };
}

/** From 0, in UTF-16 units. */
export interface ChatPosition {
  readonly line: number;
  readonly character: number;
}

/** `assistant/chat`: a question. Mentions in its text (`#file:path`, `#problems`, `#Type.Member`) are found by the server. */
export interface ChatQuestion {
  readonly session: string;
  readonly text: string;
  readonly attachments: readonly ChatAttachment[];
  readonly partialResultToken: string;
}

/** What comes of an answer while it is written. */
export type ChatPart =
  /** Who answers, and why. */
  | { readonly kind: 'tier'; readonly tier: string; readonly model: string; readonly local: boolean; readonly reason: string }
  /** More prose, in Markdown. */
  | { readonly kind: 'text'; readonly text: string }
  /** What is done at the moment, such as compiling a block. */
  | { readonly kind: 'state'; readonly message: string }
  | ChatBlock;

/** A block of code, judged. One with the id of an earlier one takes its place. */
export interface ChatBlock {
  readonly kind: 'edit';
  readonly id: string;
  /** As the model named it, in lower case; empty where it did not. */
  readonly language: string;
  readonly code: string;
  /** The file it changes or creates, relative to the solution's folder; null for a fragment. */
  readonly path: string | null;
  /** What it changes, such as `Order.Total(int)`; null for a fragment. */
  readonly title: string | null;
  /** `notVerified`: a fragment that cannot be checked. */
  readonly verdict: 'accepted' | 'rejected' | 'notVerified';
  /** Why, where no diagnostic says it. */
  readonly reason: string | null;
  readonly newDiagnostics: readonly ChatDiagnostic[];
  /** What in it would hide errors. */
  readonly silencing: readonly ChatSilencing[];
  /** Blocks that must be applied with it, by id. */
  readonly together: readonly string[];
}

/** A place where code hides what the compiler would report. */
export interface ChatSilencing {
  readonly rule: string;
  /** Relative to the solution's folder. */
  readonly path: string;
  readonly line: number;
}

/** What the compiler would report. */
export interface ChatDiagnostic {
  readonly id: string;
  /** Relative to the solution's folder. */
  readonly path: string | null;
  readonly line: number;
  readonly message: string;
}

/** The answer to `assistant/chat`. */
export interface ChatResult {
  readonly outcome: ChatOutcome;
  /** Why it failed, as a sentence that says what to do. */
  readonly message: string | null;
}

/** `noVerifiedProposal`: there was code, and none of it compiles. */
export type ChatOutcome = 'answered' | 'noVerifiedProposal' | 'cancelled' | 'failed';

/** One question and what came of it. */
export interface ChatTurn {
  readonly text: string;
  /** What the question was asked with, for people: `Order.cs:12-20`. */
  readonly about: readonly string[];
  /** In order; a `state` is never kept. */
  readonly parts: readonly ChatPart[];
  /** Null while it is being answered. */
  readonly outcome: ChatOutcome | null;
  readonly message: string | null;
}

/** A conversation that is kept. */
export interface ChatSession {
  readonly session: string;
  readonly title: string;
  /** When something was said last: ISO 8601, UTC. */
  readonly changed: string;
}

/** `assistant/chat/history` without a session. */
export interface ChatSessions {
  readonly sessions: readonly ChatSession[];
}

/** `assistant/chat/history` of a session. */
export interface ChatHistory {
  readonly session: string;
  readonly turns: readonly ChatTurn[];
}

/** `assistant/chat/mentions`: what a `#` may go on as. */
export interface ChatMentions {
  readonly items: readonly ChatMention[];
}

/** Something to mention. */
export interface ChatMention {
  readonly kind: 'file' | 'selection' | 'problems' | 'symbol';
  /** What is put into the text, with the `#`. */
  readonly text: string;
  /** What it is, in few words. */
  readonly detail: string;
}

/** `assistant/chat/apply`: the edit, judged again on the text of now, or why there is none. */
export interface ChatApply {
  /** A workspace edit of the protocol. */
  readonly edit: object | null;
  readonly title: string;
  readonly reason: string | null;
}
