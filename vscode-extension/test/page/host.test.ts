// The hosts of the page: VS Code, Visual Studio's web view, and a window by itself.
import { window } from './dom';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostOf } from '../../src/page/chat/host';
import type { ChatMessage, ChatRequest } from '../../src/page/chat/messages';

type PageWindow = Window & typeof globalThis;

test('VS Code is spoken to and heard, and keeps the draft', () => {
  const said: unknown[] = [];
  let state: unknown = 7;
  const events = new window.EventTarget();
  const host = hostOf({
    acquireVsCodeApi: () => ({ postMessage: (request: ChatRequest) => said.push(request), getState: () => state, setState: (next: unknown) => (state = next) }),
    addEventListener: events.addEventListener.bind(events),
  } as unknown as PageWindow);
  assert.equal(host.draft(), '');
  host.keepDraft('half a ques');
  assert.equal(host.draft(), 'half a ques');
  state = { draft: ['not', 'a', 'text'] };
  assert.equal(host.draft(), '');
  check(host, (data) => void events.dispatchEvent(new window.MessageEvent('message', { data })), said);
});

test('Visual Studio is spoken to and heard', () => {
  const said: unknown[] = [];
  let hear: (event: { readonly data: unknown }) => void = () => undefined;
  const host = hostOf({ chrome: { webview: { postMessage: (request: ChatRequest) => said.push(request), addEventListener: (_kind: string, listener: typeof hear) => (hear = listener) } } } as unknown as PageWindow);
  check(host, (data) => hear({ data }), said);
});

test('a window by itself is spoken to and heard', () => {
  const said: unknown[] = [];
  const events = new window.EventTarget();
  events.addEventListener('request', (event) => said.push((event as CustomEvent<unknown>).detail));
  const host = hostOf({ chrome: {}, addEventListener: events.addEventListener.bind(events), dispatchEvent: events.dispatchEvent.bind(events), CustomEvent: window.CustomEvent } as unknown as PageWindow);
  check(host, (data) => void events.dispatchEvent(new window.MessageEvent('message', { data })), said);
});

function check(host: ReturnType<typeof hostOf>, say: (data: unknown) => void, said: unknown[]): void {
  const heard: ChatMessage[] = [];
  host.listen((message) => heard.push(message));
  for (const data of [null, { kind: 'ready' }, { kind: 'focus', text: 3 }, { kind: 'focus', text: 'x' }]) {
    say(data);
  }
  host.post({ kind: 'ready' });
  assert.deepEqual(heard, [{ kind: 'focus', text: 'x' }]);
  assert.deepEqual(said, [{ kind: 'ready' }]);
}
