/** What became of an item that was shown. */
export type Fate = 'accepted' | 'dismissed';

/** Where something was asked for. */
export interface Place {
  readonly uri: string;
  /** The caret, in UTF-16 units. */
  readonly offset: number;
  /** The text between an offset in front of the caret and the caret. */
  textFrom(offset: number): string;
}

/**
 * Counts what becomes of grey text. The editor's stable interface tells of taking an item and not of passing one over: an
 * item counts as dismissed when the next request comes from a text that does not go on as the item says.
 */
export class Offers {
  private open: { readonly uri: string; readonly offset: number; readonly texts: readonly string[] } | undefined;

  /** @param count Hears of each offer's end. */
  constructor(private readonly count: (fate: Fate) => void) {}

  /** A request was answered. */
  answered(place: Place, texts: readonly string[]): void {
    if (this.open !== undefined && !this.goesOn(place)) {
      this.end('dismissed');
    }
    if (texts.length > 0) {
      this.open = { uri: place.uri, offset: place.offset, texts };
    }
  }

  /** An item was taken. */
  accepted(): void {
    this.end('accepted');
  }

  // Typing what is shown, or asking again at the same place, is still the same offer.
  private goesOn(place: Place): boolean {
    const open = this.open;
    if (open === undefined || open.uri !== place.uri || place.offset < open.offset) {
      return false;
    }
    const typed = place.textFrom(open.offset);
    return open.texts.some((text) => text.startsWith(typed));
  }

  private end(fate: Fate): void {
    this.open = undefined;
    this.count(fate);
  }
}
