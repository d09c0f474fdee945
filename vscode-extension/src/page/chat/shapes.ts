/** Gives a copy of what it knows of a value, with nothing else in it; undefined when the value is not of this shape. */
export type Shape<T> = (value: unknown) => T | undefined;

/** Longest text that is taken from the other side, in UTF-16 units. */
export const longestText = 4 << 20;

const mostItems = 10_000;

export const text: Shape<string> = (value) => (typeof value === 'string' && value.length <= longestText ? value : undefined);

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const line: Shape<number> = (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined);

/** A text that holds more than blanks. */
export const said: Shape<string> = (value) => (text(value)?.trim() ? text(value) : undefined);

/** What may be opened in a browser. */
export const webAddress: Shape<string> = (value) => {
  const address = text(value);
  return address !== undefined && URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol) ? address : undefined;
};

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return (value) => words.find((word) => word === value);
}

export function nullOr<T>(shape: Shape<T>): Shape<T | null> {
  return (value) => (value === null ? null : shape(value));
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > mostItems) {
      return undefined;
    }
    const items = value.map(shape).filter((item) => item !== undefined);
    return items.length === value.length ? items : undefined;
  };
}

export function objectOf<T extends object>(fields: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    const taken: Partial<T> = {};
    for (const key of Object.keys(fields) as (keyof T & string)[]) {
      const field = Object.hasOwn(value, key) ? fields[key]((value as Record<string, unknown>)[key]) : undefined;
      if (field === undefined) {
        return undefined;
      }
      taken[key] = field;
    }
    return taken as T;
  };
}

/** Objects that are told apart by their `kind`. */
export function byKind<T extends { readonly kind: string }>(shapes: { readonly [K in T['kind']]: Shape<T> }): Shape<T> {
  return (value) => {
    const kind = objectOf<{ kind: string }>({ kind: text })(value)?.kind;
    return kind !== undefined && Object.hasOwn(shapes, kind) ? shapes[kind as T['kind']](value) : undefined;
  };
}
