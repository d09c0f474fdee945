import type { AssistantStatus, ModelStatus, Repaired } from './protocol';

/** What has become of the assistant's work in this workspace, from the first day on. */
export interface LedgerEntries {
  /** When counting began, as `Date.toISOString` writes it. */
  readonly since: string;
  /** Repairs that the user took, by the tier that proposed them. */
  readonly repaired: Readonly<Record<string, number>>;
  /** Proposals that the compiler accepted. */
  readonly verified: number;
  /** Proposals that were thrown away, by what for. */
  readonly rejectedBy: Readonly<Record<string, number>>;
  readonly completionsAccepted: number;
  readonly completionsDismissed: number;
}

/** Where the ledger is kept; a `Memento` of the editor. */
export interface LedgerStore {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'ledger';

/** Counts, and keeps the counts in the editor's storage on this machine. */
export class Ledger {
  private entries: LedgerEntries;
  private known: { verified: number; rejectedBy: ReadonlyMap<string, number> } = { verified: 0, rejectedBy: new Map() };
  private models: readonly ModelStatus[] = [];

  /**
   * @param store Where the counts are kept.
   * @param now Clock.
   * @param changed Called after each change.
   */
  constructor(
    private readonly store: LedgerStore,
    private readonly now: () => Date,
    private readonly changed: () => void,
  ) {
    this.entries = store.get<LedgerEntries>(key) ?? this.empty();
  }

  get current(): LedgerEntries {
    return this.entries;
  }

  /** What of the user's code was sent to models on other machines, in bytes, since the server started. */
  get bytesSent(): number {
    return this.models.filter((model) => !model.local).reduce((sum, model) => sum + model.bytesSent, 0);
  }

  /** A server starts: it counts from zero. */
  serverStarts(): void {
    this.known = { verified: 0, rejectedBy: new Map() };
  }

  /** The server says how it is: what it counted since it last said so is added. */
  noteStatus(status: AssistantStatus): void {
    const rejectedBy = new Map(status.rejectedBy.map(({ id, count }) => [id, count]));
    const news = [...rejectedBy].map(([id, count]): [string, number] => [id, count - (this.known.rejectedBy.get(id) ?? 0)]).filter(([, count]) => count > 0);
    const verified = Math.max(0, status.accepted - this.known.verified);
    const modelsBefore = this.bytesSent;
    this.models = status.models;
    this.known = { verified: status.accepted, rejectedBy };
    if (verified === 0 && news.length === 0 && modelsBefore === this.bytesSent) {
      return;
    }
    this.write({
      verified: this.entries.verified + verified,
      rejectedBy: news.reduce((counts, [id, count]) => plus(counts, id, count), this.entries.rejectedBy),
    });
  }

  /** The user took repairs. */
  noteRepairs({ tier, count }: Repaired): void {
    this.write({ repaired: plus(this.entries.repaired, tier, count) });
  }

  /** Grey text was taken or passed over. */
  noteCompletion(fate: 'accepted' | 'dismissed'): void {
    this.write(fate === 'accepted' ? { completionsAccepted: this.entries.completionsAccepted + 1 } : { completionsDismissed: this.entries.completionsDismissed + 1 });
  }

  /** Begins again. */
  reset(): void {
    this.write(this.empty());
  }

  private empty(): LedgerEntries {
    return { since: this.now().toISOString(), repaired: {}, verified: 0, rejectedBy: {}, completionsAccepted: 0, completionsDismissed: 0 };
  }

  private write(news: Partial<LedgerEntries>): void {
    this.entries = { ...this.entries, ...news };
    void this.store.update(key, this.entries);
    this.changed();
  }
}

function plus(counts: Readonly<Record<string, number>>, id: string, count: number): Readonly<Record<string, number>> {
  return { ...counts, [id]: (counts[id] ?? 0) + count };
}
