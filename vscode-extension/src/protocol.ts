/** The shapes of what the server says beyond the language server protocol. */

/** `assistant/status`: how the server is. */
export interface AssistantStatus {
  readonly state: 'loading' | 'ready' | 'degraded' | 'off';
  /** One line: what it does, or what is wrong and what to do next. */
  readonly message: string;
  readonly trusted: boolean;
  /** Full path of what is opened. */
  readonly solution: string | null;
  /** Full paths to choose from. */
  readonly solutions: readonly string[];
  /** The tiers that use a model. */
  readonly models: readonly ModelStatus[];
  /** Proposals that the compiler accepted since the server's start. */
  readonly accepted: number;
  /** Proposals that were thrown away since the server's start. */
  readonly rejected: number;
  /** What they were thrown away for: the id of the first new error, the rule of what only hides, `not verified` or `no effect`. */
  readonly rejectedBy: readonly Count[];
  /** What the engine takes. */
  readonly memoryBytes: number;
}

/** One tier's model. */
export interface ModelStatus {
  readonly tier: string;
  readonly name: string;
  readonly endpoint: string;
  /** Whether it runs on this machine. */
  readonly local: boolean;
  readonly state: string;
  /** What of the user's code was sent to it. */
  readonly bytesSent: number;
}

/** How often something happened. */
export interface Count {
  readonly id: string;
  readonly count: number;
}

/** The answer to `assistant.showRejected`. */
export interface RejectedProposals {
  readonly rejected: readonly RejectedProposal[];
}

/** A proposal that was thrown away. */
export interface RejectedProposal {
  /** The document whose diagnostic it was to repair. */
  readonly uri: string;
  /** The line of that diagnostic, from 1. */
  readonly line: number;
  /** Its id. */
  readonly id: string;
  /** What it would have done. */
  readonly title: string;
  readonly tier: string;
  /** Why, where no diagnostic says it. */
  readonly reason: string | null;
  readonly newDiagnostics: readonly NewDiagnostic[];
  readonly silencing: readonly { readonly rule: string; readonly path: string; readonly line: number }[];
}

/** What the compiler would have reported. */
export interface NewDiagnostic {
  readonly id: string;
  readonly severity: string;
  /** Relative to the solution's folder. */
  readonly path: string | null;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly project: string;
  readonly targetFramework: string;
}

/** What was repaired: how many diagnostics, and by which tier. */
export interface Repaired {
  readonly tier: string;
  readonly count: number;
}

/** The answer to `assistant.fixAll`. */
export interface FixedAll {
  readonly applied: boolean;
  readonly failureReason?: string;
  readonly repaired?: Repaired;
}

/** What an action of the server repairs, as it says in its data. */
export function repairsIn(action: object): Repaired {
  const data: unknown = 'data' in action ? action.data : undefined;
  return typeof data === 'object' && data !== null && 'tier' in data && typeof data.tier === 'string' && 'count' in data && typeof data.count === 'number'
    ? { tier: data.tier, count: data.count }
    : { tier: 'unknown', count: 1 };
}

/** Names of what is sent, each as the server knows it. */
export const methods = {
  status: 'assistant/status',
  didChangeTrust: 'assistant/didChangeTrust',
  selectSolution: 'assistant/selectSolution',
  didChangeConfiguration: 'workspace/didChangeConfiguration',
  executeCommand: 'workspace/executeCommand',
  chat: 'assistant/chat',
  chatApply: 'assistant/chat/apply',
  chatForget: 'assistant/chat/forget',
  chatHistory: 'assistant/chat/history',
  chatMentions: 'assistant/chat/mentions',
} as const;

/** Commands of the server. */
export const serverCommands = {
  showRejected: 'assistant.showRejected',
  fixAll: 'assistant.fixAll',
  completionAccepted: 'assistant.completionAccepted',
} as const;
