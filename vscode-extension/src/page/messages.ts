import type { LedgerEntries } from '../ledger';
import type { RejectedProposal } from '../protocol';

/** What the page shows. */
export interface PageView {
  readonly entries: LedgerEntries;
  readonly bytesSent: number;
  readonly rejected: readonly (RejectedProposal & { readonly file: string })[];
  /** Why nothing is known of what was thrown away; null when it is known. */
  readonly problem: string | null;
}

/** What the page is told. */
export interface PageMessage {
  readonly kind: 'show';
  readonly view: PageView;
  /** Where the page begins; left out, it stays where it is. */
  readonly part?: 'ledger' | 'rejected';
}

/** What the page asks for. */
export type PageRequest = { readonly kind: 'ready' } | { readonly kind: 'refresh' } | { readonly kind: 'reset' } | { readonly kind: 'open'; readonly target: string; readonly line: number };
