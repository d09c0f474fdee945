// What the page and its host say to each other, and that nothing else is heard: T6.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf } from '../../src/page/chat/incoming';
import type { ChatMessage, ChatRequest } from '../../src/page/chat/messages';
import { chatRequestOf } from '../../src/page/chat/requests';
import { longestText } from '../../src/page/chat/shapes';

const requests: readonly ChatRequest[] = [
  { kind: 'ready' },
  { kind: 'stop' },
  { kind: 'new' },
  { kind: 'recommend' },
  { kind: 'settings' },
  { kind: 'ask', text: 'Why?', place: true },
  { kind: 'open', session: 's' },
  { kind: 'forget', session: 's' },
  { kind: 'mentions', query: '' },
  { kind: 'copy', id: 'a' },
  { kind: 'insert', id: 'a' },
  { kind: 'apply', id: 'a' },
  { kind: 'link', address: 'https://a.example/' },
  { kind: 'place', path: 'src/A.cs', line: 3 },
];

const block = { kind: 'edit', id: 'a', language: 'csharp', code: 'int x;', path: 'A.cs', title: 'A', verdict: 'rejected', reason: 'why', newDiagnostics: [{ id: 'CS1', path: 'A.cs', line: 1, message: 'm' }], silencing: [{ rule: 'pragma', path: 'A.cs', line: 2 }], together: ['b'] } as const;
const messages: readonly ChatMessage[] = [
  {
    kind: 'show',
    view: {
      session: 's',
      turns: [{ text: 'q', about: ['A.cs:1-2'], parts: [{ kind: 'tier', tier: 'small', model: 'm', local: true, reason: 'r' }, { kind: 'text', text: 't' }, block], outcome: 'answered', message: 'm' }],
      sessions: [{ session: 's', title: 't', changed: '2026-01-01T00:00:00Z' }],
      state: 'ready',
      problem: 'p',
      place: 'A.cs:1',
    },
  },
  { kind: 'part', part: { kind: 'state', message: 'm' } },
  { kind: 'part', part: block },
  { kind: 'ended', outcome: 'failed', message: 'm' },
  { kind: 'place', place: 'A.cs:1' },
  { kind: 'mentions', query: 'O', items: [{ kind: 'file', text: '#file:A.cs', detail: 'd' }] },
  { kind: 'applied', id: 'a', failure: 'f' },
  { kind: 'focus', text: 't' },
];

const unheard: readonly unknown[] = [
  null,
  undefined,
  'ready',
  7,
  [],
  {},
  { kind: 'run' },
  { kind: '__proto__' },
  { kind: 'toString' },
  { kind: ['ready'] },
  { kind: 'ask', text: ' \n', place: true },
  { kind: 'ask', text: 'x'.repeat(longestText + 1), place: true },
  { kind: 'apply', id: '' },
  { kind: 'insert', code: 'int x;' },
  { kind: 'link', address: 'javascript:x()' },
  { kind: 'link', address: 'command:workbench.action.quit' },
  { kind: 'link', address: '//a.example' },
  { kind: 'place', path: 'A.cs', line: -1 },
  { kind: 'place', path: 'A.cs', line: 1.5 },
  { kind: 'place', path: 'A.cs', line: Number.NaN },
  Object.create({ kind: 'ready' }),
];

test('a host and a page are heard in their own words alone, and nothing is heard besides', () => {
  for (const request of requests) {
    assert.deepEqual(chatRequestOf({ ...request, more: 1 }), request);
  }
  for (const message of messages) {
    assert.deepEqual(messageOf({ ...message, more: 1 }), message);
  }
  for (const one of unheard) {
    assert.equal(chatRequestOf(one), null, JSON.stringify(one)?.slice(0, 100));
    assert.equal(messageOf(one), null, JSON.stringify(one)?.slice(0, 100));
  }
  assert.equal(chatRequestOf({ kind: 'show' }), null);
  assert.equal(messageOf({ kind: 'ask', text: 'x', place: true }), null);
});

const seed = 20_260_101;
const wrong: readonly unknown[] = [undefined, {}, [[]], 1.5, -1, () => 1, Symbol('x'), new Date(0), 10n];

test(`6000 mutants of what is said are refused, or say the same: seed ${seed}`, () => {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let refused = 0;
  for (let index = 0; index < 6000; index++) {
    const isRequest = index % 2 === 0;
    const said: object = isRequest ? pick(requests) : pick(messages);
    const mutant = structuredClone(said);
    // Somewhere in it.
    const holders = holdersIn(mutant);
    const [holder, key] = pick(holders);
    const action = Array.isArray(holder) ? 'replace' : pick(['delete', 'replace', 'add'] as const);
    if (action === 'add') {
      holder[`${key}2`] = pick(wrong);
    } else if (action === 'delete') {
      delete holder[key];
    } else {
      holder[key] = pick(wrong);
    }
    const heard = isRequest ? chatRequestOf(mutant) : messageOf(mutant);
    if (action === 'add') {
      assert.deepEqual(heard, said, `mutant ${index}`);
    } else {
      assert.equal(heard, null, `mutant ${index}: ${key} of ${JSON.stringify(said)}`);
      refused++;
    }
  }
  assert.ok(refused > 3000);
});

type Holder = Record<string, unknown>;

// Every field of it and of what it holds.
function holdersIn(value: object): (readonly [Holder, string])[] {
  return Object.entries(value).flatMap(([key, inner]) => [[value as Holder, key] as const, ...(typeof inner === 'object' && inner !== null ? holdersIn(inner) : [])]);
}

// mulberry32
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
