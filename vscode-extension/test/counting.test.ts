import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger, type LedgerStore } from '../src/ledger';
import { Offers, type Fate } from '../src/offers';
import type { AssistantStatus, Count, ModelStatus } from '../src/protocol';
import { Restarts } from '../src/restarts';

// Each step: the text, the caret at its end, what is offered there; or that it was taken. Then what was counted.
const offers: readonly [string, readonly ([string, ...string[]] | 'taken')[], readonly Fate[]][] = [
  ['taken', [['a.', 'Length'], 'taken'], ['accepted']],
  ['typed over', [['a.', 'Length'], ['a.X']], ['dismissed']],
  ['typed as shown, then taken', [['a.', 'Length'], ['a.Le', 'ngth'], 'taken'], ['accepted']],
  ['typed as shown to its end: neither', [['a.', 'Length'], ['a.Length'], ['a.Length;']], []],
  ['typed over after a part of it', [['a.', 'Length'], ['a.Le', 'ngth'], ['a.LeX']], ['dismissed']],
  ['nothing shown', [['a.'], ['a.b']], []],
  ['asked again at the same place', [['a.', 'Length'], ['a.', 'Length', 'Count'], ['b']], ['dismissed']],
  ['deleted', [['a.', 'Length'], ['a']], ['dismissed']],
  ['one after the other', [['a.', 'Length'], 'taken', ['a.Length', ' > 0'], ['a.Length;']], ['accepted', 'dismissed']],
];

for (const [name, steps, expected] of offers) {
  test(`an offer is ${name}`, () => {
    const counted: Fate[] = [];
    const tracker = new Offers((fate) => counted.push(fate));
    for (const step of steps) {
      if (step === 'taken') {
        tracker.accepted();
      } else {
        const [text, ...items] = step;
        tracker.answered({ uri: 'file:///a.cs', offset: text.length, caret: text.length, textFrom: (offset) => text.slice(offset) }, items);
      }
    }
    assert.deepEqual(counted, expected);
  });
}

test('with a name chosen in a list an offer begins where that name does', () => {
  const counted: Fate[] = [];
  const tracker = new Offers((fate) => counted.push(fate));
  for (const text of ['a.L', 'a.Le', 'a.Len']) {
    tracker.answered({ uri: 'file:///a.cs', offset: 2, caret: text.length, textFrom: (offset) => text.slice(offset) }, ['Length > 0']);
  }
  tracker.accepted();
  assert.deepEqual(counted, ['accepted']);
});

test('an offer in another file is dismissed by asking in this one', () => {
  const counted: Fate[] = [];
  const tracker = new Offers((fate) => counted.push(fate));
  for (const uri of ['file:///a.cs', 'file:///b.cs']) {
    tracker.answered({ uri, offset: 2, caret: 2, textFrom: () => '' }, ['Length']);
  }
  assert.deepEqual(counted, ['dismissed']);
});

// When the server ends, in seconds; then the pauses in milliseconds.
const lives: readonly [readonly number[], readonly (number | null)[]][] = [
  [[0], [500]],
  [[0, 1, 2, 3, 4], [500, 1000, 2000, 4000, null]],
  [[0, 100, 200, 300], [500, 1000, 1000, 1000]],
  [[0, 1, 2, 3, 300], [500, 1000, 2000, 4000, 500]],
];

for (const [ends, pauses] of lives) {
  test(`a server that ends at ${ends.join(', ')} s`, () => {
    let now = 0;
    const restarts = new Restarts(() => now);
    assert.deepEqual(
      ends.map((end) => {
        now = end * 1000;
        return restarts.next();
      }),
      pauses,
    );
  });
}

test('a server that the user starts has a clean past', () => {
  const restarts = new Restarts(() => 0);
  for (let end = 0; end < 5; end++) {
    restarts.next();
  }
  restarts.forget();
  assert.equal(restarts.next(), 500);
});

/** A store in memory. */
function store(): LedgerStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

function status(accepted: number, rejectedBy: readonly Count[] = [], models: readonly ModelStatus[] = []): AssistantStatus {
  return { state: 'ready', message: '', trusted: true, solution: null, solutions: [], models, accepted, rejected: 0, rejectedBy, memoryBytes: 0 };
}

const day = new Date('2026-01-02T03:04:05Z');

test('the ledger adds what the server counted since it last said so, over restarts and windows of time', () => {
  const kept = store();
  let changes = 0;
  const ledger = new Ledger(kept, () => day, () => changes++);
  ledger.noteStatus(status(2, [{ id: 'CS0103', count: 1 }]));
  ledger.noteStatus(status(2, [{ id: 'CS0103', count: 1 }]));
  ledger.noteStatus(status(5, [{ id: 'CS0103', count: 3 }, { id: 'pragma', count: 1 }]));
  ledger.serverStarts();
  ledger.noteStatus(status(1, [{ id: 'CS0103', count: 1 }]));
  ledger.noteRepairs({ tier: 'rules', count: 1 });
  ledger.noteRepairs({ tier: 'rules', count: 3 });
  ledger.noteCompletion('accepted');
  ledger.noteCompletion('dismissed');
  const expected = {
    since: '2026-01-02T03:04:05.000Z',
    repaired: { rules: 4 },
    verified: 6,
    rejectedBy: { CS0103: 4, pragma: 1 },
    completionsAccepted: 1,
    completionsDismissed: 1,
  };
  assert.deepEqual(ledger.current, expected);
  assert.equal(changes, 7);
  assert.deepEqual(new Ledger(kept, () => new Date(0), () => undefined).current, expected);
  ledger.reset();
  assert.deepEqual(ledger.current, { since: expected.since, repaired: {}, verified: 0, rejectedBy: {}, completionsAccepted: 0, completionsDismissed: 0 });
});

test('bytes that leave this machine are those of models elsewhere', () => {
  const model = (local: boolean, bytesSent: number): ModelStatus => ({ tier: 'small', name: 'm', endpoint: 'e', local, state: 'ready', bytesSent });
  const ledger = new Ledger(store(), () => day, () => undefined);
  assert.equal(ledger.bytesSent, 0);
  ledger.noteStatus(status(0, [], [model(true, 5000), model(false, 70)]));
  assert.equal(ledger.bytesSent, 70);
});
