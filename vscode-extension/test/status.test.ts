import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistantStatus } from '../src/protocol';
import { whyAbsent } from '../src/served';
import { viewOf } from '../src/status';

const ready: AssistantStatus = {
  state: 'ready',
  message: 'Shop.sln: 4 projects',
  trusted: true,
  solution: '/home/me/Shop.sln',
  solutions: ['/home/me/Shop.sln'],
  models: [],
  accepted: 12,
  rejected: 3,
  rejectedBy: [],
  memoryBytes: 300 << 20,
};

const rows: readonly [Partial<AssistantStatus>, string, string, boolean][] = [
  [{}, '$(check) Assistant', 'Assistant is ready: Shop.sln: 4 projects', false],
  [{ state: 'loading', message: 'opening Shop.sln' }, '$(loading~spin) Assistant', 'Assistant is loading: opening Shop.sln', false],
  [{ state: 'degraded', message: 'one project was left out' }, '$(warning) Assistant', 'Assistant works in part: one project was left out', true],
  [{ state: 'off', message: 'the engine ended' }, '$(error) Assistant', 'Assistant has stopped: the engine ended', true],
];

for (const [status, text, summary, isWarning] of rows) {
  test(`a server that is ${status.state ?? 'ready'}`, () => {
    const view = viewOf({ kind: 'running', status: { ...ready, ...status } }, 0);
    assert.deepEqual([view.text, view.summary, view.isWarning, view.problem], [text, summary, isWarning, null]);
  });
}

test('the tooltip says what is open, what was compiled, what it takes and what was sent', () => {
  const { tooltip } = viewOf({ kind: 'running', status: ready }, 0);
  assert.equal(
    tooltip,
    ['Shop\\.sln: 4 projects\\.', '- Proposals compiled: 12 passed, 3 thrown away', '- Models: none; rules and your own code do the work', '- Memory of the engine: 300 MB', '- Bytes of your code sent to other machines: 0'].join('\n'),
  );
});

test('a model is named with its place', () => {
  const models = [{ tier: 'small', name: 'm', endpoint: 'http://team:8080', local: false, state: 'ready', bytesSent: 9 }];
  const { tooltip } = viewOf({ kind: 'running', status: { ...ready, models } }, 9);
  assert.match(tooltip, /small: m at http:\/\/team:8080 \(another machine, ready\)/);
  assert.match(tooltip, /sent to other machines: 9$/);
});

test('what a file or a model is called is text', () => {
  const { tooltip } = viewOf({ kind: 'running', status: { ...ready, message: '[x](command:evil) <b>$(alert)</b>' } }, 0);
  assert.ok(tooltip.startsWith('\\[x\\]\\(command:evil\\) \\<b\\>\\$\\(alert\\)\\</b\\>\\.'));
});

test('what is not running says why', () => {
  const problem = { message: 'No SDK.', remedies: [{ title: 'Get it', command: 'vscode.open' }] };
  assert.deepEqual(viewOf({ kind: 'failed', problem }, 0), { text: '$(error) Assistant', summary: 'Assistant does not run: No SDK.', tooltip: 'No SDK.', isWarning: true, problem });
  assert.equal(viewOf({ kind: 'off' }, 0).text, '$(circle-slash) Assistant');
  assert.equal(viewOf({ kind: 'starting', message: 'starting the server' }, 0).summary, 'Assistant is loading: starting the server');
});

// Scheme of the document in front of the user, and what is said of it.
const documents: readonly [string, RegExp | null][] = [
  ['file', null],
  ['untitled', /^Save this file in a project/],
  ['vscode-notebook-cell', /^Cells of notebooks are in no project/],
  ['git', /open the file itself/],
  ['vscode-vfs', /open the file itself/],
];

for (const [scheme, said] of documents) {
  test(`a document of the scheme ${scheme}`, () => (said === null ? assert.equal(whyAbsent(scheme), null) : assert.match(whyAbsent(scheme) ?? '', said)));
}
