/** A replacement in a text; offsets in UTF-16 units of the text before all of them. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with replacements made. Of two at one place the first is the one that comes first, as editors have it. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  let [result, from] = ['', 0];
  for (const { start, end, text: added } of [...replacements].sort((one, other) => one.start - other.start || one.end - other.end)) {
    result += text.slice(from, start) + added;
    from = end;
  }
  return result + text.slice(from);
}
