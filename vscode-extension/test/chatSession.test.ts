// How an answer grows, what a conversation leads to, and what a block may write.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ChatBlock, ChatPart, ChatTurn } from '../src/chat';
import { filesOf } from '../src/chatEdit';
import { chatStateOf, codeOf, labelOf, pathsIn, restored, tierOf, withPart } from '../src/chatSession';
import { namesSelection } from '../src/selection';
import type { AssistantStatus } from '../src/protocol';
import type { ServerState } from '../src/server';
import { userSettingsFile } from '../src/userSettings';

const text = (of: string): ChatPart => ({ kind: 'text', text: of });
const tier = (name: string): ChatPart => ({ kind: 'tier', tier: name, model: 'm', local: true, reason: 'short' });
const block = (id: string, more: Partial<ChatBlock> = {}): ChatBlock => ({ kind: 'edit', id, language: 'csharp', code: 'x', path: null, title: null, verdict: 'notVerified', reason: null, newDiagnostics: [], silencing: [], together: [], ...more });
const turn = (more: Partial<ChatTurn>): ChatTurn => ({ text: 'q', about: [], parts: [], outcome: 'answered', message: null, ...more });
const accepted: Partial<ChatBlock> = { verdict: 'accepted', path: 'A.cs' };

// What comes, and what is kept of it.
const answers: readonly [string, readonly ChatPart[], readonly ChatPart[]][] = [
  ['prose goes on', [text('a'), text('b'), text('c')], [text('abc')]],
  ['parts stay in order', [tier('small'), text('a'), block('1'), text('b'), block('2')], [tier('small'), text('a'), block('1'), text('b'), block('2')]],
  ['a block takes the place of the one with its id', [text('a'), block('1'), text('b'), block('1', accepted)], [text('a'), block('1', accepted), text('b')]],
  ['a tier that gives up is followed by the next', [tier('small'), text('a'), tier('large'), text('b')], [tier('small'), text('a'), tier('large'), text('b')]],
  ['what is done is not kept', [text('a'), { kind: 'state', message: 'compiling' }, text('b')], [text('ab')]],
];

for (const [name, come, kept] of answers) {
  test(`an answer: ${name}`, () => {
    const parts = come.reduce<readonly ChatPart[]>((sum, part) => withPart(sum, part), []);
    assert.deepEqual(parts, kept);
  });
}

test('of what was kept nothing is still being answered', () => {
  const done = turn({});
  assert.deepEqual(restored([done, turn({ outcome: null, parts: [text('a')] })]), [done, turn({ outcome: 'failed', message: 'The answer was broken off: ask again.', parts: [text('a')] })]);
});

test('a block counts for the tier that wrote it', () => {
  const turns = [turn({ parts: [tier('small'), block('1'), tier('large'), text('a'), block('2')] }), turn({ parts: [block('3')] })];
  assert.deepEqual(['1', '2', '3', '4'].map((id) => tierOf(turns, id)), ['small', 'large', 'unknown', 'unknown']);
});

test('the code of a block is what the conversation holds', () => {
  const turns = [turn({ parts: [text('a'), block('1', { code: 'one' })] }), turn({ parts: [block('2', { code: 'two' })] })];
  assert.deepEqual(['1', '2', '3'].map((id) => codeOf(turns, id)), ['one', 'two', '']);
});

test('a page leads to the files of its blocks and of their errors', () => {
  const found = { id: 'CS1', line: 1, message: '' };
  const turns = [turn({ parts: [text('see Secret.cs'), block('1', { path: 'A.cs', newDiagnostics: [{ ...found, path: 'B.cs' }, { ...found, path: null }], silencing: [{ rule: 'pragma', path: 'C.cs', line: 1 }] }), block('2')] })];
  assert.deepEqual([...pathsIn(turns)], ['A.cs', 'B.cs', 'C.cs']);
});

const at = (line: number, character: number): { line: number; character: number } => ({ line, character });
const labels: readonly [{ line: number; character: number }, { line: number; character: number }, string][] = [
  [at(11, 4), at(11, 4), 'Order.cs:12'],
  [at(11, 4), at(11, 9), 'Order.cs:12'],
  [at(11, 0), at(19, 3), 'Order.cs:12-20'],
  [at(11, 0), at(20, 0), 'Order.cs:12-20'],
  [at(11, 0), at(12, 0), 'Order.cs:12'],
];

test('selected code is called by its file and lines', () => {
  for (const [start, end, label] of labels) {
    assert.equal(labelOf('/home/me/Order.cs', start, end), label);
  }
  assert.equal(labelOf('C:\\me\\Order.cs', at(0, 0), at(0, 0)), 'Order.cs:1');
});

test('a question names the selection by itself', () => {
  for (const [question, names] of [['#selection why?', true], ['why is #selection, slow', true], ['#selections', false], ['a#selection', false], ['selection', false]] as const) {
    assert.equal(namesSelection(question), names, question);
  }
});

const status: AssistantStatus = { state: 'ready', message: 'Shop.sln: 4 projects', trusted: true, solution: null, solutions: [], models: [], accepted: 0, rejected: 0, rejectedBy: [], memoryBytes: 0 };
const models = [{ tier: 'small', name: 'm', endpoint: 'host', local: true, state: 'ready', bytesSent: 0 }];
const states: readonly [ServerState, string, string | null][] = [
  [{ kind: 'off' }, 'noServer', 'The assistant is turned off in the settings.'],
  [{ kind: 'starting', message: 'starting the server' }, 'noServer', 'Starting the server.'],
  [{ kind: 'failed', problem: { message: 'No SDK.', remedies: [] } }, 'noServer', 'No SDK.'],
  [{ kind: 'running', status }, 'noModel', null],
  [{ kind: 'running', status: { ...status, models } }, 'ready', null],
  [{ kind: 'running', status: { ...status, models, state: 'loading' } }, 'ready', null],
  [{ kind: 'running', status: { ...status, models, state: 'degraded', message: 'trust the folder' } }, 'ready', 'Trust the folder.'],
  [{ kind: 'running', status: { ...status, models, state: 'off', message: 'the engine ended' } }, 'ready', 'The engine ended.'],
];

test('the panel says whether it can be asked, and what is in the way', () => {
  for (const [server, state, problem] of states) {
    assert.deepEqual(chatStateOf(server), { state, problem });
  }
});

const folder = join(process.cwd(), 'shop');
const uri = (...path: string[]): string => pathToFileURL(join(folder, ...path)).toString();
const change = (of: string, version: number | null = 1): object => ({ textDocument: { uri: of, version }, edits: [] });
const creation = (of: string): object => ({ kind: 'create', uri: of });

test('a block writes C# files of the opened folders', () => {
  const edit = { documentChanges: [change(uri('A.cs')), creation(uri('sub', 'B.cs')), change(uri('sub', 'B.cs'), null)] };
  assert.deepEqual(filesOf(edit, ['/elsewhere', folder]), { changed: [uri('A.cs')], created: [uri('sub', 'B.cs')] });
});

// T4: what is refused here although no server of ours would send it.
const refusals: readonly [string, object][] = [
  ['a project', change(uri('Shop.csproj'))],
  ['settings', creation(uri('.vscode', 'settings.json'))],
  ['settings that end like a source file', creation(`${uri('.vscode', 'tasks.json')}?x.cs`)],
  ['a file outside', change(pathToFileURL('/etc/A.cs').toString())],
  ['a file beside', change(pathToFileURL(`${folder}-evil/A.cs`).toString())],
  ['a way out', change(`${uri('sub')}/../../A.cs`)],
  ['a hidden way out', change(`${uri('sub')}/%2e%2e/%2E%2E/A.cs`)],
  ['what is read in two ways', creation(`${uri('sub')}/B.c\ts`)],
  ['a slash that is none', change(`${uri('sub')}/..%2f..%2fA.cs`)],
  ['another scheme', change('vscode-userdata:/User/A.cs')],
  ['no address', change('A.cs')],
  ['a deletion', { kind: 'delete', uri: uri('A.cs') }],
  ['a new name', { kind: 'rename', oldUri: uri('A.cs'), newUri: uri('B.cs') }],
  ['nothing', {}],
];

for (const [name, step] of refusals) {
  test(`a block does not write: ${name}`, () => {
    assert.ok('refusal' in filesOf({ documentChanges: [change(uri('A.cs')), step] }, [folder]));
  });
}

test('an edit of another form is refused', () => {
  assert.ok('refusal' in filesOf({ changes: { [uri('A.cs')]: [] } }, [folder]));
});

const homes: readonly [NodeJS.Platform, NodeJS.ProcessEnv, string][] = [
  ['linux', {}, '/home/me/.config/assistant/settings.json'],
  ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/assistant/settings.json'],
  ['linux', { XDG_CONFIG_HOME: 'x' }, '/home/me/.config/assistant/settings.json'],
  ['darwin', {}, '/home/me/Library/Application Support/assistant/settings.json'],
  ['darwin', { XDG_CONFIG_HOME: '/x' }, '/x/assistant/settings.json'],
  ['win32', { APPDATA: 'C:\\Roaming' }, 'C:\\Roaming\\assistant\\settings.json'],
];

test('models are named where the server looks for them', () => {
  for (const [platform, environment, file] of homes) {
    assert.equal(userSettingsFile({ platform, environment, home: '/home/me' }), file);
  }
});
