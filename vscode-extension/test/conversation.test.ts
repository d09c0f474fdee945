// The conversation that is shown, with a server and a page of the tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatPart, ChatQuestion, ChatResult, ChatSession, ChatTurn } from '../src/chat';
import type { ChatState } from '../src/chatSession';
import { Conversation } from '../src/conversation';
import type { ChatMessage, ChatView } from '../src/page/chat/messages';

const prose = (text: string): ChatPart => ({ kind: 'text', text });
const answered: ChatResult = { outcome: 'answered', message: null };
const place = { label: 'Order.cs:12', attachment: { kind: 'selection', uri: 'file:///Order.cs', range: { start: { line: 11, character: 0 }, end: { line: 11, character: 0 } } } } as const;
const turn: ChatTurn = { text: 'before', about: [], parts: [prose('then')], outcome: 'answered', message: null };

/** A conversation with everything around it in the hands of a test. */
class Scene {
  readonly posted: ChatMessage[] = [];
  readonly asked: ChatQuestion[] = [];
  readonly remembered: string[] = [];
  readonly forgotten: string[] = [];
  readonly histories = new Map<string, readonly ChatTurn[]>();
  state: ChatState = { state: 'ready', problem: null };
  failure: string | null = null;
  hear: (part: ChatPart) => void = () => undefined;
  end: (result: ChatResult | Error) => void = () => undefined;
  private ids = 0;

  readonly conversation = new Conversation('one', {
    request: <T>(method: string, parameters: object) => this.answer(method, parameters) as Promise<T>,
    ask: (question, hear, stop) => {
      this.asked.push(question);
      this.hear = hear;
      return new Promise((resolve, reject) => {
        this.end = (result) => (result instanceof Error ? reject(result) : resolve(result));
        stop.addEventListener('abort', () => resolve({ outcome: 'cancelled', message: null }));
      });
    },
    post: (message) => this.posted.push(message),
    state: () => this.state,
    place: () => place,
    newId: () => `id${++this.ids}`,
    remember: (session) => this.remembered.push(session),
  });

  /** What the page was shown last. */
  get view(): ChatView {
    const shown = this.posted.findLast((message) => message.kind === 'show');
    assert.ok(shown !== undefined);
    return shown.view;
  }

  private async answer(method: string, parameters: object): Promise<object> {
    if (this.failure !== null) {
      throw new Error(this.failure);
    }
    const { session } = parameters as { session?: string };
    switch (method) {
      case 'assistant/chat/history':
        return session === undefined ? { sessions: [...this.histories.keys()].map((one): ChatSession => ({ session: one, title: one, changed: '' })) } : { session, turns: this.histories.get(session) ?? [] };
      case 'assistant/chat/forget':
        this.histories.delete(session ?? '');
        this.forgotten.push(session ?? '');
        return {};
      default:
        return { items: [{ kind: 'file', text: '#file:A.cs', detail: '' }] };
    }
  }
}

test('a question is shown, its answer as it comes, and its end', async () => {
  const scene = new Scene();
  const asking = scene.conversation.ask('why?', false);
  assert.deepEqual(scene.view.turns, [{ text: 'why?', about: [], parts: [], outcome: null, message: null }]);
  scene.hear(prose('be'));
  scene.hear({ kind: 'state', message: 'compiling' });
  scene.hear(prose('cause'));
  scene.histories.set('one', []);
  scene.end(answered);
  await asking;
  assert.deepEqual(scene.posted.slice(1, 5), [{ kind: 'part', part: prose('be') }, { kind: 'part', part: { kind: 'state', message: 'compiling' } }, { kind: 'part', part: prose('cause') }, { kind: 'ended', ...answered }]);
  assert.deepEqual(scene.view.turns, [{ text: 'why?', about: [], parts: [prose('because')], ...answered }]);
  assert.deepEqual(scene.view.sessions.map(({ session }) => session), ['one']);
  assert.deepEqual(scene.asked, [{ session: 'one', text: 'why?', attachments: [], partialResultToken: 'id1' }]);
  assert.deepEqual(scene.remembered, ['one']);
});

test('the code at the caret goes with a question that wants it', async () => {
  for (const [text, withPlace, goes] of [['why?', true, true], ['#selection why?', false, true], ['why?', false, false]] as const) {
    const scene = new Scene();
    void scene.conversation.ask(text, withPlace);
    assert.deepEqual(scene.asked[0]?.attachments, goes ? [place.attachment] : []);
    assert.deepEqual(scene.view.turns[0]?.about, goes ? [place.label] : []);
  }
});

test('an answer that is stopped has ended, and the next question is asked', async () => {
  const scene = new Scene();
  const asking = scene.conversation.ask('why?', false);
  scene.hear(prose('be'));
  void scene.conversation.ask('and how?', false);
  assert.equal(scene.asked.length, 1, 'one at a time');
  scene.conversation.stop();
  await asking;
  assert.deepEqual(scene.view.turns, [{ text: 'why?', about: [], parts: [prose('be')], outcome: 'cancelled', message: null }]);
  void scene.conversation.ask('and how?', false);
  assert.equal(scene.asked.length, 2);
});

test('a server that ends in the middle fails the answer, what was said stays, and the next one is heard', async () => {
  const scene = new Scene();
  const asking = scene.conversation.ask('why?', false);
  scene.hear(prose('be'));
  scene.failure = 'the server does not run';
  scene.end(new Error('the server ended'));
  await asking;
  const [first] = scene.view.turns;
  assert.deepEqual(first, { text: 'why?', about: [], parts: [prose('be')], outcome: 'failed', message: 'The server ended.' });
  assert.equal(scene.view.problem, 'The server does not run.');
  // Another server, which knows less than what is shown.
  scene.failure = null;
  scene.histories.set('one', []);
  await scene.conversation.load();
  assert.deepEqual([scene.view.turns, scene.view.problem], [[first], null]);
  const again = scene.conversation.ask('why?', false);
  scene.hear(prose('because'));
  scene.end(answered);
  await again;
  assert.deepEqual(scene.view.turns[1]?.parts, [prose('because')]);
});

test('a page that comes late is shown all of it', () => {
  const scene = new Scene();
  void scene.conversation.ask('why?', false);
  scene.hear(prose('be'));
  scene.conversation.show();
  assert.deepEqual(scene.view.turns, [{ text: 'why?', about: [], parts: [prose('be')], outcome: null, message: null }]);
});

test('what was kept is shown again, in front of what is said meanwhile, and nothing twice', async () => {
  const scene = new Scene();
  scene.histories.set('one', [turn]);
  await scene.conversation.load();
  assert.deepEqual(scene.view.turns, [turn]);
  const other = new Scene();
  other.histories.set('one', [turn]);
  const loading = other.conversation.load();
  void other.conversation.ask('why?', false);
  await loading;
  assert.deepEqual(other.view.turns.map(({ text }) => text), ['before', 'why?']);
  // The server could not tell before; meanwhile it keeps the question as well.
  const late = new Scene();
  late.failure = 'no server';
  await late.conversation.load();
  void late.conversation.ask('why?', false);
  late.hear(prose('be'));
  late.failure = null;
  late.histories.set('one', [turn, { ...turn, text: 'why?', outcome: 'failed' }]);
  await late.conversation.load();
  assert.deepEqual(late.view.turns.map(({ text, outcome }) => [text, outcome]), [['before', 'answered'], ['why?', null]]);
  late.hear(prose('cause'));
  assert.deepEqual(late.conversation.said.at(-1)?.parts, [prose('because')]);
});

test('what is being said is ended before it is forgotten, and all is forgotten though no list came', async () => {
  for (const session of ['one', null]) {
    const scene = new Scene();
    void scene.conversation.ask('why?', false);
    const forgetting = scene.conversation.forget(session);
    assert.deepEqual(scene.forgotten, []);
    await forgetting;
    assert.ok(scene.posted.some((message) => message.kind === 'ended' && message.outcome === 'cancelled'));
    assert.deepEqual([scene.forgotten, scene.view.session, scene.view.turns, scene.view.sessions], [[session ?? ''], 'id2', [], []]);
  }
  // An answer of another conversation goes on.
  const scene = new Scene();
  void scene.conversation.ask('why?', false);
  await scene.conversation.forget('other');
  assert.deepEqual([scene.forgotten, scene.view.session, scene.view.turns[0]?.outcome], [['other'], 'one', null]);
});

test('another conversation is begun, opened and forgotten; what still comes for the one before is not heard', async () => {
  const scene = new Scene();
  scene.histories.set('other', [turn]);
  void scene.conversation.ask('why?', false);
  scene.conversation.begin();
  scene.hear(prose('late'));
  assert.deepEqual([scene.view.session, scene.view.turns], ['id2', []]);
  await scene.conversation.open('other');
  assert.deepEqual([scene.view.session, scene.view.turns], ['other', [turn]]);
  await scene.conversation.forget('other');
  assert.deepEqual([scene.forgotten, scene.view.session, scene.view.turns, scene.view.sessions], [['other'], 'id3', [], []]);
  assert.deepEqual(scene.remembered, ['one', 'id2', 'other', 'id3']);
});

test('a mention is looked up, and nothing is found without a server', async () => {
  const scene = new Scene();
  await scene.conversation.mention('A');
  scene.failure = 'no server';
  await scene.conversation.mention('B');
  assert.deepEqual(scene.posted, [
    { kind: 'mentions', query: 'A', items: [{ kind: 'file', text: '#file:A.cs', detail: '' }] },
    { kind: 'mentions', query: 'B', items: [] },
  ]);
});
