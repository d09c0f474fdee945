// What a user does on the page, and what it shows of what the host says.
import { window } from './dom';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatBlock, ChatPart, ChatTurn } from '../../src/chat';
import { messageOf } from '../../src/page/chat/incoming';
import type { ChatMessage, ChatRequest, ChatView } from '../../src/page/chat/messages';
import { openPanel } from '../../src/page/chat/panel';

const block: ChatBlock = { kind: 'edit', id: 'b1', language: 'csharp', code: 'public int Total() => 1;', path: 'src/Order.cs', title: 'Order.Total()', verdict: 'accepted', reason: null, newDiagnostics: [], silencing: [], together: [] };
const rejected: ChatBlock = { ...block, verdict: 'rejected', newDiagnostics: [{ id: 'CS1061', path: 'src/Order.cs', line: 7, message: 'no Totl' }, { id: 'CS0103', path: null, line: 0, message: 'no x' }] };
const tier: ChatPart = { kind: 'tier', tier: 'small', model: 'qwen3-4b', local: true, reason: 'a short question' };
const empty: ChatView = { session: 's1', turns: [], sessions: [], state: 'ready', problem: null, place: 'Order.cs:12-20' };

interface Page {
  readonly root: HTMLElement;
  readonly box: HTMLTextAreaElement;
  readonly said: ChatRequest[];
  readonly drafts: string[];
  tell(message: ChatMessage): void;
  find(selector: string): HTMLElement;
  press(key: string, more?: KeyboardEventInit): boolean;
  type(text: string): void;
}

function open(view: ChatView | null = empty, draft = ''): Page {
  const root = window.document.createElement('main');
  window.document.body.replaceChildren(root);
  const said: ChatRequest[] = [];
  const drafts: string[] = [];
  let hear: (message: ChatMessage) => void = () => undefined;
  openPanel(root, { post: (request) => said.push(request), listen: (listener) => (hear = listener), draft: () => draft, keepDraft: (text) => drafts.push(text) });
  const tell = (message: ChatMessage): void => {
    assert.deepEqual(messageOf(message), message);
    hear(message);
  };
  const box = root.querySelector('textarea')!;
  if (view !== null) {
    tell({ kind: 'show', view });
  }
  said.length = view === null ? 1 : 0;
  return {
    root,
    box,
    said,
    drafts,
    tell,
    find: (selector) => root.querySelector<HTMLElement>(selector) ?? assert.fail(`there is no ${selector} in ${root.outerHTML}`),
    press: (key, more = {}) => {
      const event = new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
      (window.document.activeElement ?? box).dispatchEvent(event);
      return event.defaultPrevented;
    },
    type: (text) => {
      box.focus();
      box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
      box.dispatchEvent(new window.Event('input', { bubbles: true }));
    },
  };
}

const frame = (): Promise<void> => new Promise((resolve) => window.requestAnimationFrame(() => resolve()));
const answering = (parts: readonly ChatPart[] = [], outcome: ChatTurn['outcome'] = null): ChatTurn => ({ text: 'Why?', about: ['Order.cs:12-20'], parts, outcome, message: null });

test('Enter asks, and the question is there at once; while it is answered Escape and the button stop', () => {
  const page = open();
  page.type('  Why?');
  assert.equal(page.press('Enter', { shiftKey: true }), false);
  assert.equal(page.press('Enter', { isComposing: true }), false);
  assert.deepEqual(page.said, []);
  assert.equal(page.press('Enter'), true);
  assert.deepEqual(page.said, [{ kind: 'ask', text: 'Why?', place: true }]);
  assert.equal(page.box.value, '');
  assert.equal(page.find('.question p').textContent, 'Why?');
  assert.equal(page.find('.question .chip').textContent, 'Order.cs:12-20');
  page.type('And?');
  page.press('Enter');
  assert.equal(page.said.length, 1);
  assert.equal(page.box.value, 'And?');
  page.press('Escape');
  page.find('[aria-label="Stop"]').click();
  assert.deepEqual(page.said.slice(1), [{ kind: 'stop' }, { kind: 'stop' }]);
  page.tell({ kind: 'ended', outcome: 'cancelled', message: null });
  assert.equal(page.find('.end').textContent, 'Stopped.');
  assert.equal(page.find('[role="status"].told').textContent, 'Stopped.');
  assert.equal(page.press('Escape'), false);
  page.find('[aria-label="Send"]').click();
  assert.deepEqual(page.said.at(-1), { kind: 'ask', text: 'And?', place: true });
});

test('the code at the caret goes along unless it is switched off', () => {
  const page = open();
  const chip = page.find('.composer .chip');
  assert.equal(chip.getAttribute('aria-pressed'), 'true');
  chip.click();
  assert.equal(chip.getAttribute('aria-pressed'), 'false');
  page.type('Why?');
  page.press('Enter');
  page.tell({ kind: 'ended', outcome: 'answered', message: null });
  chip.click();
  page.tell({ kind: 'place', place: null });
  assert.equal(chip.hidden, true);
  page.type('And?');
  page.press('Enter');
  assert.deepEqual(page.said, [{ kind: 'ask', text: 'Why?', place: false }, { kind: 'ask', text: 'And?', place: false }]);
});

test('Up in an empty box brings the last question back', () => {
  const page = open({ ...empty, turns: [answering([], 'answered')] });
  page.box.focus();
  assert.equal(page.press('ArrowUp'), true);
  assert.equal(page.box.value, 'Why?');
  assert.equal(page.press('ArrowUp'), false);
});

test('however an answer comes in pieces, the same is shown as when it is shown at once', async () => {
  const prose = ['Some **bold** prose, `code` and\n\n- a list\n- [a link](https://a.example/)\n\n', 'After it:\n\n```csharp\nint x = 1;\n```\nand on.'];
  const whole: readonly ChatPart[] = [tier, { kind: 'text', text: prose[0]! }, { ...block, together: ['b2'] }, { kind: 'text', text: prose[1]! }, { ...rejected, id: 'b2' }];
  const atOnce = open({ ...empty, turns: [answering(whole, 'answered')] }).find('.turn').outerHTML;
  for (const size of [1, 2, 3, 7, 19, 1000]) {
    const page = open({ ...empty, turns: [answering()] });
    for (const part of whole) {
      const pieces = part.kind === 'text' ? (part.text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []).map((text): ChatPart => ({ kind: 'text', text })) : [part];
      for (const [index, piece] of pieces.entries()) {
        page.tell({ kind: 'part', part: piece });
        if (index % 5 === 0) {
          page.tell({ kind: 'part', part: { kind: 'state', message: 'Compiling' } });
          await frame();
        }
      }
    }
    assert.equal(page.find('.state').hidden, false);
    page.tell({ kind: 'ended', outcome: 'answered', message: null });
    assert.equal(page.find('.turn').outerHTML, atOnce, `pieces of ${size}`);
    // What the host then shows again is what is shown already.
    const turn = page.find('.turn');
    page.tell({ kind: 'show', view: { ...empty, turns: [answering(whole, 'answered')] } });
    assert.equal(page.find('.turn'), turn);
  }
});

test('who answers stands where it was asked', () => {
  const large: ChatPart = { ...tier, tier: 'large', reason: 'the compiler rejected Order.Total()' };
  const page = open({ ...empty, turns: [answering([tier, { kind: 'text', text: 'first' }, rejected, large, { kind: 'text', text: 'second' }])] });
  assert.deepEqual([...page.find('.body').children].map((part) => [part.className.split(' ')[0], part.textContent?.slice(0, 5).trim()]).filter(([name]) => name !== 'card'), [['tier', 'small'], ['prose', 'first'], ['tier', 'large'], ['prose', 'secon']]);
});

test('a block with the id of an earlier one takes its place, and the focus stays in it', () => {
  const page = open({ ...empty, turns: [answering([tier, rejected, { kind: 'text', text: 'after' }])] });
  const card = page.find('.card');
  assert.equal(page.find('.badge').textContent, 'Rejected: 2 new errors');
  assert.equal(page.find('details').hasAttribute('open'), false);
  assert.deepEqual([...card.querySelectorAll('details .actions button')].map((button) => button.textContent), ['Insert', 'Copy']);
  assert.deepEqual([...card.querySelectorAll('.errors li')].map((line) => line.textContent), ['CS1061 no Totl src/Order.cs:7', 'CS0103 no x ']);
  page.find('.errors button').click();
  page.find('[data-part="copy"]').focus();
  page.tell({ kind: 'part', part: { ...block, code: 'int y;' } });
  assert.equal(page.root.querySelectorAll('.card').length, 1);
  assert.equal(page.find('.card'), card);
  assert.equal(page.find('.badge').textContent, 'Compiles in your solution');
  assert.equal(card.nextElementSibling?.textContent?.trim(), 'after');
  assert.equal(window.document.activeElement?.textContent, 'Copy');
  (window.document.activeElement as HTMLElement).click();
  page.find('[data-part="insert"]').click();
  assert.deepEqual(page.said, [{ kind: 'place', path: 'src/Order.cs', line: 7 }, { kind: 'copy', id: 'b1' }, { kind: 'insert', id: 'b1' }]);
  page.tell({ kind: 'part', part: { ...block, verdict: 'notVerified', reason: 'no type stands around it' } });
  assert.equal(page.find('.badge').textContent, 'Fragment, not checked');
  assert.equal(page.find('.reason').textContent, 'No type stands around it.');
  assert.equal(page.root.querySelector('[data-part="apply"]'), null);
});

test('applying is awaited, then says what became of it, for all that stand together', () => {
  const page = open({ ...empty, turns: [answering([{ ...block, together: ['b2'] }, { ...block, id: 'b2', together: ['b1'] }, { ...block, id: 'b3' }], 'answered')] });
  const buttons = [...page.root.querySelectorAll<HTMLElement>('[data-part="apply"]')];
  const outcomes = (): (string | null)[] => [...page.root.querySelectorAll('.outcome')].map((one) => one.textContent);
  const disabled = (): (string | null)[] => buttons.map((one) => one.getAttribute('aria-disabled'));
  assert.deepEqual([...page.root.querySelectorAll<HTMLElement>('.together')].filter((one) => !one.hidden).map((one) => one.textContent), ['Compiles together with the block below; applying one applies both.', 'Compiles together with the block above; applying one applies both.']);
  buttons[0]?.focus();
  buttons[0]?.click();
  buttons[0]?.click();
  assert.deepEqual(page.said, [{ kind: 'apply', id: 'b1' }]);
  assert.deepEqual(disabled(), ['true', 'true', null]);
  assert.equal(window.document.activeElement, buttons[0]);
  page.tell({ kind: 'applied', id: 'b1', failure: 'Order.cs has changed' });
  assert.deepEqual(outcomes(), ['Order.cs has changed', 'Order.cs has changed', '']);
  assert.deepEqual(disabled(), ['false', 'false', null]);
  buttons[1]?.click();
  page.tell({ kind: 'applied', id: 'b2', failure: '' });
  assert.deepEqual(outcomes(), ['', '', '']);
  page.tell({ kind: 'applied', id: 'b2', failure: null });
  assert.deepEqual(outcomes(), ['Applied', 'Applied', '']);
});

test('a # opens the list of what to mention, which keys walk through', () => {
  const page = open();
  const options = (): (string | null)[] => [...page.root.querySelectorAll('[role="option"] .mention')].map((one) => one.textContent);
  const list = page.find('[role="listbox"]');
  page.type('Why #');
  assert.deepEqual(page.said, [{ kind: 'mentions', query: '' }]);
  assert.deepEqual(options(), ['#selection', '#problems']);
  page.type('Or');
  assert.equal(list.hidden, true);
  page.tell({ kind: 'mentions', query: '', items: [{ kind: 'file', text: '#file:Late.cs', detail: '' }] });
  assert.equal(list.hidden, true);
  page.tell({ kind: 'mentions', query: 'Or', items: [{ kind: 'file', text: '#file:src/Order.cs', detail: 'file' }, { kind: 'symbol', text: '#Order.Total', detail: 'method' }] });
  assert.deepEqual(options(), ['#file:src/Order.cs', '#Order.Total']);
  assert.equal(page.box.getAttribute('aria-activedescendant'), 'mention-0');
  page.press('ArrowUp');
  assert.equal(page.box.getAttribute('aria-activedescendant'), 'mention-1');
  assert.equal(page.find('#mention-1').getAttribute('aria-selected'), 'true');
  page.press('ArrowDown');
  assert.equal(page.press('Tab'), true);
  assert.equal(page.box.value, 'Why #file:src/Order.cs ');
  assert.equal(list.hidden, true);
  page.type('#');
  assert.equal(page.press('Escape'), true);
  assert.equal(list.hidden, true);
  page.type('sel');
  page.press('Enter');
  assert.equal(page.box.value, 'Why #file:src/Order.cs #selection ');
  page.type('a#b');
  assert.equal(list.hidden, true);
  assert.equal(page.said.filter(({ kind }) => kind === 'ask').length, 0);
});

test('earlier conversations are opened, and forgotten at the second click', () => {
  const page = open({ ...empty, sessions: [{ session: 's1', title: 'Totals', changed: '2026-01-02T10:00:00Z' }, { session: 's2', title: 'Other', changed: 'never' }] });
  const toggle = page.find('[aria-controls="sessions"]');
  assert.equal(page.find('h1').textContent, 'Totals');
  assert.equal(page.find('#sessions').hidden, true);
  toggle.click();
  assert.equal(toggle.getAttribute('aria-expanded'), 'true');
  const [, second] = page.root.querySelectorAll<HTMLElement>('.forget');
  second?.focus();
  second?.click();
  assert.equal(second?.textContent, 'Really forget?');
  toggle.focus();
  assert.equal(second?.textContent, 'Forget');
  second?.click();
  second?.click();
  assert.equal(page.press('Escape'), false);
  assert.equal(page.find('#sessions').hidden, true);
  page.find('#sessions li:nth-child(2) .row').click();
  page.find('[aria-label="New conversation"]').click();
  assert.deepEqual(page.said, [{ kind: 'forget', session: 's2' }, { kind: 'open', session: 's2' }, { kind: 'new' }]);
});

test('without a model the page says in two sentences what works and how to get one', () => {
  const page = open({ ...empty, state: 'noModel', problem: 'No model is configured' });
  const [said, choices] = page.find('.notice').children;
  assert.equal(said?.textContent?.match(/[.!?](\s|$)/g)?.length, 2);
  choices?.querySelectorAll('button').forEach((button) => button.click());
  page.type('Why?');
  page.press('Enter');
  page.find('[aria-label="Send"]').click();
  assert.deepEqual(page.said, [{ kind: 'recommend' }, { kind: 'settings' }]);
  assert.equal(page.box.value, 'Why?');
});

test('what is in the way is said, and an example fills the box', () => {
  const page = open({ ...empty, state: 'noServer', problem: 'There is no .NET SDK' });
  assert.equal(page.find('.notice').textContent, 'There is no .NET SDK');
  page.tell({ kind: 'show', view: empty });
  const example = page.find('.example');
  example.click();
  assert.equal(page.box.value, example.textContent);
  assert.equal(page.root.querySelectorAll('.example').length, 3);
  assert.deepEqual(page.said, []);
  page.tell({ kind: 'show', view: { ...empty, turns: [answering([], 'answered')] } });
  assert.equal(page.find('.notice').hidden, true);
});

test('a failure says what to do', () => {
  const page = open({ ...empty, turns: [answering()] });
  page.tell({ kind: 'ended', outcome: 'failed', message: 'The model ended; ask again.' });
  assert.equal(page.find('.end.failed').textContent, 'The model ended; ask again.');
  assert.equal(page.find('.told').textContent, 'The model ended; ask again.');
});

test('a draft outlives a reload, and an answer that is being written goes on', async () => {
  const first = open(null);
  assert.deepEqual(first.said, [{ kind: 'ready' }]);
  first.type('half a ques');
  assert.equal(first.drafts.at(-1), 'half a ques');
  const page = open({ ...empty, turns: [answering([tier, { kind: 'text', text: 'It is ' }])] }, first.drafts.at(-1));
  assert.equal(page.box.value, 'half a ques');
  page.tell({ kind: 'part', part: { kind: 'text', text: 'so.' } });
  await frame();
  assert.equal(page.find('.prose').textContent?.trim(), 'It is so.');
  assert.equal(page.find('[aria-label="Stop"]').title, 'Stop (Escape)');
  // What is written there already stays.
  page.tell({ kind: 'focus', text: '#selection ' });
  assert.equal(window.document.activeElement, page.box);
  assert.equal(page.box.value, 'half a ques');
});

test('asking about a selection names it in an empty question and sends it along', () => {
  const page = open();
  const chip = page.find('.composer .chip');
  chip.click();
  page.tell({ kind: 'focus', text: null });
  assert.deepEqual([page.box.value, chip.getAttribute('aria-pressed')], ['', 'false']);
  page.tell({ kind: 'focus', text: '#selection ' });
  assert.deepEqual([page.box.value, chip.getAttribute('aria-pressed')], ['#selection ', 'true']);
});

test('what hides errors is said, with its place', () => {
  const page = open({ ...empty, turns: [answering([{ ...block, verdict: 'rejected', silencing: [{ rule: 'pragma', path: 'src/Order.cs', line: 3 }] }], 'answered')] });
  assert.equal(page.find('.badge').textContent, 'Rejected');
  assert.deepEqual([...page.root.querySelectorAll('.errors li')].map((line) => line.textContent), ['It hides something: pragma src/Order.cs:3']);
  page.find('.errors button').click();
  assert.deepEqual(page.said, [{ kind: 'place', path: 'src/Order.cs', line: 3 }]);
});

test('another conversation takes the place of the one that is shown', () => {
  const page = open({ ...empty, turns: [answering([tier, block], 'answered')] });
  const card = page.find('.card');
  page.tell({ kind: 'show', view: { ...empty, session: 's2', turns: [answering([tier, block], 'answered')] } });
  assert.notEqual(page.find('.card'), card);
  page.tell({ kind: 'show', view: { ...empty, session: 's3' } });
  assert.equal(page.root.querySelectorAll('.turn').length, 0);
});
