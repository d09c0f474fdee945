// What a hostile model writes comes out as text: T6. The detector is shown to see what it is for.
import './dom';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import type { ChatBlock } from '../../src/chat';
import { Card } from '../../src/page/chat/card';
import { codeNodes, longestColored, visible } from '../../src/page/chat/code';
import { nodesOf } from '../../src/page/chat/gate';
import { longestProse, proseNodes, Prose } from '../../src/page/chat/prose';
import { Turn } from '../../src/page/chat/turn';
import { element } from '../../src/page/element';
import { offences } from './detector';
import { large, ordinary, texts } from './payloads';

const block: ChatBlock = { kind: 'edit', id: 'a', language: 'csharp', code: 'int x;', path: 'src/A.cs', title: 'A.X', verdict: 'accepted', reason: null, newDiagnostics: [], silencing: [], together: [] };

// Every third, which meets each text and each carrier; a browser is given all of them, in tests/vscode/page.test.ts.
const some = ordinary.filter((_, index) => index % 3 === 0);
const hostile = [...some, ...large];

function within(nodes: Node): HTMLElement {
  return element('div', {}, [nodes]);
}

function shown(text: string): Prose {
  const prose = new Prose(() => undefined);
  prose.append(text);
  prose.render();
  return prose;
}

function parsed(html: string): HTMLElement {
  return new window.DOMParser().parseFromString(html, 'text/html').body;
}

test(`${hostile.length} hostile texts in Markdown become nothing but prose`, () => {
  assert.ok(hostile.length >= 300);
  for (const payload of hostile) {
    const { element: prose } = shown(payload);
    assert.deepEqual(offences(prose, 'prose'), [], payload);
    assert.match(prose.textContent ?? '', /alpha[^]*omega/, payload);
  }
});

test('what stands in a fence is shown letter for letter', () => {
  for (const text of texts.filter((one) => !one.includes('````'))) {
    for (const language of ['html', 'csharp', '']) {
      const [code] = within(proseNodes(`\`\`\`\`${language}\n${text}\n\`\`\`\``)).querySelectorAll('pre > code');
      // CommonMark has another character for 0.
      assert.equal(code?.textContent, `${visible(text.replaceAll('\0', '\uFFFD'))}\n`, text);
    }
  }
});

test('without the gate the detector sees them, and it sees each thing that was planted', () => {
  const ungated = new MarkdownIt({ html: true });
  ungated.validateLink = () => true;
  const seen = some.filter((payload) => offences(parsed(ungated.render(payload)), 'prose').length > 0);
  assert.ok(seen.length >= 400, `${seen.length} of ${some.length}`);
  const planted = [
    '<img alt="x">',
    '<p style="color: red">x</p>',
    '<p onclick="x()">x</p>',
    '<p id="page">x</p>',
    '<p class="badge">Compiles in your solution</p>',
    '<span class="hljs-keyword badge">x</span>',
    '<a href="https://a.example/">x</a>',
    '<a data-address="javascript:x()">x</a>',
    '<code data-language="x">x</code>',
    '<svg></svg>',
    '<math></math>',
    '<section class="card">x</section>',
    '<x-y>x</x-y>',
    '<a xlink:href="x">x</a>',
    '<table background="x"></table>',
  ];
  for (const html of planted) {
    assert.notDeepEqual(offences(parsed(html), 'prose'), [], html);
  }
  assert.deepEqual(offences(parsed('<p><a data-address="https://a.example/" title="x">x</a></p>'), 'prose'), []);
});

test('the gate alone holds too, should the Markdown let HTML through', () => {
  const leaky = new MarkdownIt({ html: true });
  leaky.validateLink = () => true;
  for (const payload of some) {
    const prose = within(nodesOf(leaky.render(payload), 'prose'));
    const left = offences(prose, 'prose').filter((one) => !one.startsWith('<a data-address=') && !one.startsWith('<code data-language'));
    assert.deepEqual(left, [], payload);
  }
});

test('code, names, paths, reasons and messages are text, whatever they say', () => {
  for (const text of texts) {
    for (const language of ['csharp', 'xml', 'json', 'bash', 'diff', 'plaintext', 'unheard', '__proto__', text]) {
      const code = within(codeNodes(text, language));
      assert.deepEqual(offences(code, 'prose'), [], text);
      assert.equal(code.textContent, visible(text));
    }
    const found = [{ id: text, path: text, line: 3, message: text }];
    for (const verdict of ['accepted', 'rejected', 'notVerified'] as const) {
      const { element: card } = new Card({ ...block, id: text, verdict, language: text, code: text, path: text, title: text, reason: text, newDiagnostics: found, together: [text] }, () => undefined);
      assert.deepEqual(offences(within(card), 'page'), [], text);
      assert.equal(card.querySelectorAll('.badge').length, 1);
    }
    const turn = new Turn({ text, about: [text], parts: [{ kind: 'tier', tier: text, model: text, local: false, reason: text }, { kind: 'state', message: text }, { kind: 'text', text }], outcome: null, message: null }, () => undefined);
    assert.deepEqual(offences(within(turn.element), 'page'), [], text);
    assert.equal(turn.element.querySelector('.question p')?.textContent, text);
    turn.finish('failed', text);
    assert.deepEqual(offences(within(turn.element), 'page'), [], text);
  }
});

test('a badge is the compiler\'s alone', () => {
  const claim = '**\u2714 Compiles in your solution**\n\n<p class="badge">Compiles in your solution</p>\n\n```csharp badge accepted\nint x;\n```';
  const turn = new Turn({ text: 'x', about: [], parts: [{ kind: 'text', text: claim }, { ...block, verdict: 'rejected' }], outcome: 'answered', message: null }, () => undefined);
  assert.deepEqual([...turn.element.querySelectorAll('.badge')].map((badge) => badge.textContent), ['Rejected']);
  assert.equal(turn.element.querySelectorAll('.prose .badge, .prose .card, .prose .accepted, .prose svg, .prose button').length, 0);
  assert.equal(turn.element.querySelector('.badge')?.closest('.prose'), null);
});

test('a link leads to a question, with its whole address, and only to the web', () => {
  const asked: unknown[] = [];
  const prose = new Prose((request) => asked.push(request));
  prose.append('[one](https://a.example/b?c=d "other") <http://b.example> [three](javascript:x) ![picture](https://a.example/p.png) [five](src/A.cs)');
  prose.render();
  const links = [...prose.element.querySelectorAll('a')];
  assert.deepEqual(links.map((link) => [link.textContent, link.title, link.getAttribute('role'), link.tabIndex]), [
    ['one', 'https://a.example/b?c=d', 'link', 0],
    ['http://b.example', 'http://b.example/', 'link', 0],
  ]);
  assert.match(prose.element.textContent ?? '', /\[three\]\(javascript:x\) picture \[five\]/);
  links[0]?.click();
  links[1]?.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  links[1]?.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  assert.deepEqual(asked, [{ kind: 'link', address: 'https://a.example/b?c=d' }, { kind: 'link', address: 'http://b.example/' }]);
});

test('the highlighter\'s words reach the page', () => {
  const colored = within(codeNodes('public class A { bool B() => true; }', 'csharp'));
  assert.deepEqual([...colored.querySelectorAll('span')].filter((one) => one.className === ''), []);
  assert.ok(['hljs-keyword', 'hljs-title', 'hljs-built_in'].every((name) => colored.querySelector(`[class="${name}"]`) !== null), colored.innerHTML);
});

test('what is not seen is shown in code, and in names and paths', () => {
  assert.equal(within(codeNodes('a\u202Eb\u200Bc', 'csharp')).querySelectorAll('.unseen').length, 2);
  assert.equal(visible('src/\u202Esc.exe'), 'src/U+202Esc.exe');
});

test('what is too long is shown as it is', () => {
  const code = 'int x;\n'.repeat(longestColored / 7 + 1);
  assert.equal(within(codeNodes(code, 'csharp')).children.length, 0);
  assert.notEqual(within(codeNodes(code.slice(0, 700), 'csharp')).children.length, 0);
  const fence = `\`\`\`csharp\n${code.slice(0, longestColored / 2)}\n\`\`\`\n\n`;
  assert.deepEqual([...within(proseNodes(fence + fence)).querySelectorAll('code')].map(({ children }) => children.length > 0), [true, false]);
  const prose = new Prose(() => undefined);
  let written = '';
  for (let index = 0; index < 5; index++) {
    const more = `${index} words `.repeat(longestProse / 16);
    written += more;
    prose.append(more);
    prose.render();
  }
  assert.equal(prose.element.textContent, written);
  assert.equal(prose.element.children.length, 0);
});

test('nothing of the page takes HTML but the gate', () => {
  for (const folder of ['src/page', 'src/page/chat']) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|srcdoc|\beval\(|new Function|cssText|\.style\b|'style'/, file);
      assert.equal(text.includes('dompurify'), file === 'gate.ts', file);
    }
  }
});
