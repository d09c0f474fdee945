/** The pause before a server that ended by itself is started again, in milliseconds; it doubles with each end. */
const firstPause = 500;
const mostEnds = 5;
const window = 3 * 60_000;

/**
 * Decides whether a server that ended by itself is started again: after a pause, and not after five ends within three
 * minutes, which is what the stock language client does too.
 */
export class Restarts {
  private ends: number[] = [];

  /** @param now Clock, in milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The server has ended. Gives the pause before the next start in milliseconds, or null when there is to be none. */
  next(): number | null {
    const at = this.now();
    this.ends = [...this.ends.filter((end) => at - end < window), at];
    return this.ends.length >= mostEnds ? null : firstPause * 2 ** (this.ends.length - 1);
  }

  /** The user wants it to run: what was before does not count. */
  forget(): void {
    this.ends = [];
  }
}
