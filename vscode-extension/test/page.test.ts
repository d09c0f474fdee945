// The page's policy and what it accepts: T6.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHtml, placesIn, requestOf } from '../src/page/html';
import type { PageView } from '../src/page/messages';

test('nothing runs or loads in the page but what lies beside it', () => {
  const html = pageHtml({ title: 'Assistant Ledger', source: 'https://here', style: 'https://here/ledger.css', script: 'https://here/ledger.js', nonce: 'abc' });
  assert.equal(/content="([^"]*)"/.exec(html.slice(html.indexOf('Content-Security-Policy')))?.[1], "default-src 'none'; style-src https://here; script-src 'nonce-abc'");
  assert.deepEqual([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address), ['https://here/ledger.css', 'https://here/ledger.js']);
  assert.equal([...html.matchAll(/<script/g)].length, 1);
});

// What a page may say; everything else is not heard.
const heard: readonly object[] = [{ kind: 'ready' }, { kind: 'refresh' }, { kind: 'reset' }, { kind: 'open', target: 'a/b.cs', line: 3 }];
const unheard: readonly unknown[] = [
  null,
  undefined,
  'ready',
  7,
  [],
  {},
  { kind: 'run' },
  { kind: 'open' },
  { kind: 'open', target: 3, line: 3 },
  { kind: 'open', target: 'a.cs', line: '3' },
  { kind: 'open', target: 'a.cs', line: 1.5 },
];

test('a page is heard in its own words alone', () => {
  for (const message of heard) {
    assert.deepEqual(requestOf(message), message);
  }
  for (const message of unheard) {
    assert.equal(requestOf(message), null, JSON.stringify(message));
  }
});

test('a page leads to what it shows and nowhere else', () => {
  const found = { id: 'CS0103', severity: 'error', path: 'src/A.cs', line: 1, column: 1, message: '', project: '', targetFramework: '' };
  const proposal = { uri: 'file:///x/B.cs', file: 'B.cs', line: 1, id: 'CS1', title: '', tier: 'rules', reason: null, newDiagnostics: [found, { ...found, path: null }], silencing: [{ rule: 'pragma', path: 'C.cs', line: 1 }] };
  const view: PageView = { entries: { since: '', repaired: {}, verified: 0, rejectedBy: {}, completionsAccepted: 0, completionsDismissed: 0 }, bytesSent: 0, rejected: [proposal], problem: null };
  assert.deepEqual([...placesIn(view)], ['file:///x/B.cs', 'src/A.cs', 'C.cs']);
});
