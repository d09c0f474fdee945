// Grey text in a real editor: what is typed is typed, what is asserted is the saved file.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Editor, copySample, results, until, type Window } from './editor.ts';
import { journey } from './journey.ts';

const board = 'src/OrderDesk.Domain/Orders/OrderBoard.cs';
// The line behind the brace of Finish.
const inFinish = 48;
const shots = join(results, 'pictures');

/** The sample with a file whose methods do the like six times, and a seventh that does nothing yet. */
function withBoard(name: string, settings?: Readonly<Record<string, unknown>>): string {
  const folder = copySample(name, settings);
  const method = (verb: string): string => `    public void ${verb}(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n\n`;
  writeFileSync(
    join(folder, board),
    `using System.Collections.Generic;\n\nnamespace OrderDesk.Domain.Orders;\n\n/// <summary>Orders on their way.</summary>\npublic sealed class OrderBoard\n{\n    private readonly List<Order> _waiting = new();\n    private readonly List<Order> _done = new();\n\n${['Ship', 'Hand', 'Send', 'Close', 'Drop', 'Leave'].map(method).join('')}    public void Finish(Order order)\n    {\n    }\n}\n`,
  );
  return folder;
}

/** A window with the caret on a new line in Finish. */
async function inBoard(window: Window): Promise<void> {
  await window.ready();
  await window.openFile(board);
  await window.goTo(inFinish, 'end');
  await window.page.keyboard.press('Enter');
}

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'completion' });
});
after(async () => {
  await editor.close();
});

journey('grey text is taken with Tab, and the saved file has it', () => editor, async ({ open }) => {
  const window = await open(withBoard('tab'));
  await inBoard(window);
  assert.equal(await window.typeForGhost('_waiting.'), 'Remove(order);');
  await window.screenshot(join(shots, 'grey-text.png'));
  await window.page.keyboard.press('Tab');
  await until(async () => !(await window.hasGhost()), 10_000, 'nothing is grey any more');
  assert.ok((await window.save(board)).includes('    {\n        _waiting.Remove(order);\n    }\n}\n'));
});

journey('one word is taken with Ctrl+Right, and the rest stays grey', () => editor, async ({ open }) => {
  const window = await open(withBoard('word'));
  await inBoard(window);
  assert.equal(await window.typeForGhost('_waiting.'), 'Remove(order);');
  await window.page.keyboard.press('Control+ArrowRight');
  await until(async () => (await window.ghost()) === '(order);', 20_000, 'the rest is grey');
  assert.match(await window.save(board), /^ {8}_waiting\.Remove$/m);
});

journey('who asks may choose among several', () => editor, async ({ open }) => {
  const window = await open(withBoard('cycle'));
  await inBoard(window);
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
  await inBoard(window);
  const ghost = await window.typeForGhost('_');
  assert.ok(ghost.includes('waiting.Remove(order);') && ghost.includes('_done.Add(order);'), ghost);
  await window.screenshot(join(shots, 'several-lines.png'));
  await window.page.keyboard.press('Tab');
  assert.ok((await window.save(board)).includes('public void Finish(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n'));
});

journey('turned off nothing is grey any more, and turned on it is again', () => editor, async ({ open }) => {
  const window = await open(withBoard('off'));
  await inBoard(window);
  await window.typeForGhost('_waiting.');
  for (const isOn of [false, true]) {
    await window.run('Assistant: Turn Grey Text On or Off');
    await until(async () => {
      await window.page.keyboard.press('Backspace');
      await window.type('.');
      await window.page.waitForTimeout(2_000);
      return (await window.hasGhost()) === isOn;
    }, 30_000, `grey text is ${isOn ? 'on' : 'off'}`);
  }
});

journey('in manual mode grey text comes when asked for', () => editor, async ({ open }) => {
  const window = await open(withBoard('manual', { '[csharp]': { 'assistant.inlineSuggest.trigger': 'manual' } }));
  await inBoard(window);
  await window.type('_waiting.');
  await window.page.waitForTimeout(5_000);
  assert.equal(await window.hasGhost(), false);
  await window.run('Trigger Inline Suggestion');
  assert.equal(await window.ghost(), 'Remove(order);');
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
