// Grey text in a real editor: what is typed is typed, what is asserted is the saved file.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { board, openBoard, withBoard } from './board.ts';
import { Editor, results, until } from './editor.ts';
import { journey } from './journey.ts';

const shots = join(results, 'pictures');

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'completion' });
});
after(async () => {
  await editor.close();
});

journey('grey text is taken with Tab, and the saved file has it', () => editor, async ({ open }) => {
  const window = await open(withBoard('tab'));
  await openBoard(window);
  // The next line of the block may come with it.
  const ghost = await window.typeForGhost('_waiting.');
  assert.ok(ghost.startsWith('Remove(order);'), ghost);
  await window.screenshot(join(shots, 'grey-text.png'));
  await window.page.keyboard.press('Tab');
  await until(async () => !(await window.hasGhost()), 10_000, 'nothing is grey any more');
  assert.match(await window.save(board), /public void Finish\(Order order\)\n {4}\{\n {8}_waiting\.Remove\(order\);\n( {8}_done\.Add\(order\);\n)? {4}\}\n\}\n$/);
});

journey('one word is taken with Ctrl+Right, and the rest stays grey', () => editor, async ({ open }) => {
  const window = await open(withBoard('word'));
  await openBoard(window);
  assert.ok((await window.typeForGhost('_waiting.')).startsWith('Remove(order);'));
  await window.page.keyboard.press('Control+ArrowRight');
  await until(async () => (await window.ghost()).startsWith('(order);'), 20_000, 'the rest is grey');
  assert.match(await window.save(board), /^ {8}_waiting\.Remove$/m);
});

journey('who asks may choose among several', () => editor, async ({ open }) => {
  const window = await open(withBoard('cycle'));
  await openBoard(window);
  await window.type('order.');
  await window.page.keyboard.press('Escape');
  await window.run('Trigger Inline Suggestion');
  const first = await window.ghost();
  await window.page.keyboard.press('Alt+]');
  await until(async () => (await window.ghost()) !== first, 20_000, 'another is shown');
  const second = await window.ghost();
  await window.page.keyboard.press('Tab');
  await until(async () => !(await window.hasGhost()), 10_000, 'nothing is grey any more');
  const saved = await window.save(board);
  assert.ok(new RegExp(`^\\s+order\\.${second}$`, 'm').test(saved), `${second} in ${saved}`);
});

journey('where a block opens several lines are shown', () => editor, async ({ open }) => {
  const window = await open(withBoard('lines'));
  await openBoard(window);
  const ghost = await window.typeForGhost('_');
  assert.ok(ghost.includes('waiting.Remove(order);') && ghost.includes('_done.Add(order);'), ghost);
  await window.screenshot(join(shots, 'several-lines.png'));
  await window.page.keyboard.press('Tab');
  assert.ok((await window.save(board)).includes('public void Finish(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n'));
});

journey('turned off nothing is grey any more, and turned on it is again', () => editor, async ({ open }) => {
  const window = await open(withBoard('off'));
  await openBoard(window);
  await window.typeForGhost('_waiting.');
  for (const isOn of [false, true]) {
    await window.run('Assistant: Turn Grey Text On or Off');
    await until(async () => {
      await window.page.keyboard.press('Backspace');
      await window.type('.');
      await window.page.waitForTimeout(1_000);
      // Who asks is shown what was refused before, and nothing where it is off.
      await window.run('Trigger Inline Suggestion');
      await window.page.waitForTimeout(1_000);
      return (await window.hasGhost()) === isOn;
    }, 30_000, `grey text is ${isOn ? 'on' : 'off'}`);
  }
});

journey('in manual mode grey text comes when asked for', () => editor, async ({ open }) => {
  const window = await open(withBoard('manual', { '[csharp]': { 'assistant.inlineSuggest.trigger': 'manual' } }));
  await openBoard(window);
  await window.type('_waiting.');
  await window.page.waitForTimeout(5_000);
  assert.equal(await window.hasGhost(), false);
  await window.run('Trigger Inline Suggestion');
  assert.ok((await window.ghost()).startsWith('Remove(order);'));
});

journey('the status is there before anything else is, and has a menu', () => editor, async ({ open }) => {
  const window = await open(withBoard('menu'));
  await window.status.waitFor();
  await window.ready();
  await window.status.click();
  await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  const entries = await window.page.locator('.quick-input-list .monaco-list-row').allTextContents();
  for (const expected of ['Turn Grey Text Off', 'Snooze Grey Text', 'Ledger', 'Why Were Proposals Rejected?', 'Show Log', 'Restart', 'Settings', 'Turn Off']) {
    assert.ok(entries.some((entry) => entry.includes(expected)), `${expected} in ${entries.join(' | ')}`);
  }
  await window.screenshot(join(shots, 'menu.png'));
});

journey('the walkthrough has its five steps', () => editor, async ({ open }) => {
  const window = await open(withBoard('walkthrough'));
  await window.ready();
  await window.run('Welcome: Open Walkthrough');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get started with Assistant for C#' }).click();
  const steps = window.page.locator('.getting-started-step');
  await steps.first().waitFor();
  assert.equal(await steps.count(), 5);
  const titles = ['Open a folder with a solution, and trust it', 'Let the line go on', 'Repair an error', 'Ask about your code', 'See what was kept from you'];
  assert.deepEqual(await steps.locator('.step-title').allTextContents(), titles);
  await window.screenshot(join(shots, 'walkthrough.png'));
});
