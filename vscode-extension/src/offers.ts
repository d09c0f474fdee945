/** What became of an item that was shown. */
export type Fate = 'accepted' | 'dismissed';

/** Where something was asked for. */
export interface Place {
  readonly uri: string;
  /** Where what is offered begins, in UTF-16 units: the caret, or the beginning of what it replaces. */
  readonly offset: number;
  readonly caret: number;
  /** The text between an offset and the caret. */
  textFrom(offset: number): string;
}

/**
 * Counts what becomes of grey text. The editor's stable interface tells of taking an item and not of passing one over: an
 * item counts as dismissed when the next request comes from a text that does not go on as the item says. One that was typed,
 * or taken word by word, to its end is neither.
 */
export class Offers {
  private open: { readonly uri: string; readonly offset: number; readonly texts: readonly string[] } | undefined;

  /** @param count Hears of each offer's end. */
  constructor(private readonly count: (fate: Fate) => void) {}

  /** A request was answered. */
  answered(place: Place, texts: readonly string[]): void {
    if (this.open !== undefined && !this.goesOn(place)) {
      this.end(this.wasTyped(place) ? null : 'dismissed');
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
    const typed = this.typed(place);
    return typed !== null && this.open?.texts.some((text) => text.startsWith(typed)) === true;
  }

  private wasTyped(place: Place): boolean {
    const typed = this.typed(place);
    return typed !== null && this.open?.texts.some((text) => typed.startsWith(text)) === true;
  }

  // What stands now where the offer was made; null in another file, or in front of it.
  private typed(place: Place): string | null {
    return this.open === undefined || this.open.uri !== place.uri || place.caret < this.open.offset ? null : place.textFrom(this.open.offset);
  }

  private end(fate: Fate | null): void {
    this.open = undefined;
    if (fate !== null) {
      this.count(fate);
    }
  }
}
