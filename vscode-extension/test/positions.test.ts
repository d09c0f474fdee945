import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaced, type Replacement } from '../src/positions';

const rows: readonly [string, readonly [number, number, string][], string][] = [
  ['abc', [], 'abc'],
  ['abc', [[1, 2, 'X']], 'aXc'],
  ['abc', [[2, 3, 'Y'], [0, 1, 'X']], 'XbY'],
  ['abc', [[1, 1, 'X'], [1, 1, 'Y']], 'aXYbc'],
  ['abc', [[1, 2, 'B'], [1, 1, 'X']], 'aXBc'],
  ['abc', [[3, 3, '!'], [0, 0, '?']], '?abc!'],
  ['', [[0, 0, 'x']], 'x'],
];

for (const [text, changes, expected] of rows) {
  test(`${text} with ${JSON.stringify(changes)}`, () =>
    assert.equal(replaced(text, changes.map(([start, end, added]): Replacement => ({ start, end, text: added }))), expected));
}
