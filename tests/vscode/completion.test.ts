// Grey text in a real editor: what is typed is typed, what is asserted is the saved file.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Editor, copySample, results, until } from './editor.ts';
import { journey } from './journey.ts';

const orders = 'src/OrderDesk.Domain/Orders/OrderService.cs';
// The line behind "var order = await LoadAsync(...)" of PlaceAsync.
const inPlace = 44;
// What the two calls of the file suggest for a third.
const saving = 'SaveAsync(order, cancellationToken);';
const shots = join(results, 'pictures');

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'completion' });
});
after(async () => {
  await editor.close();
});

journey('grey text is taken with Tab, and the saved file has it', () => editor, async ({ open }) => {
  const window = await open(copySample('tab'));
  await window.ready();
  await window.openFile(orders);
  await window.goTo(inPlace, 'end');
  await window.page.keyboard.press('Enter');
  assert.equal(await window.typeForGhost('await _orders.'), saving);
  await window.screenshot(join(shots, 'grey-text.png'));
  await window.page.keyboard.press('Tab');
  await until(async () => !(await window.hasGhost()), 10_000, 'nothing is grey any more');
  assert.ok((await window.save(orders)).includes(`        await _orders.${saving}\n`));
});

journey('one word is taken with Ctrl+Right, and the rest stays grey', () => editor, async ({ open }) => {
  const window = await open(copySample('word'));
  await window.ready();
  await window.openFile(orders);
  await window.goTo(inPlace, 'end');
  await window.page.keyboard.press('Enter');
  assert.equal(await window.typeForGhost('await _orders.'), saving);
  await window.page.keyboard.press('Control+ArrowRight');
  await until(async () => (await window.ghost()) === saving.slice('SaveAsync'.length), 20_000, 'the rest is grey');
  assert.match(await window.save(orders), /^ {8}await _orders\.SaveAsync$/m);
});

journey('who asks may choose among several', () => editor, async ({ open }) => {
  const window = await open(copySample('cycle'));
  await window.ready();
  await window.openFile(orders);
  await window.goTo(inPlace, 'end');
  await window.page.keyboard.press('Enter');
  await window.type('order.');
  await window.page.keyboard.press('Escape');
  await window.run('Trigger Inline Suggestion');
  const first = await window.ghost();
  await window.page.keyboard.press('Alt+]');
  await until(async () => (await window.ghost()) !== first, 20_000, 'another is shown');
  const second = await window.ghost();
  await window.page.keyboard.press('Tab');
  await until(async () => !(await window.hasGhost()), 10_000, 'nothing is grey any more');
  const saved = await window.save(orders);
  assert.ok(saved.includes(`        order.${second}\n`), `${second} in ${saved}`);
});

journey('where a block opens several lines are shown', () => editor, async ({ open }) => {
  const folder = copySample('lines');
  const method = (name: string): string => `    public void ${name}(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n\n`;
  const path = 'src/OrderDesk.Domain/Orders/OrderBoard.cs';
  writeFileSync(
    join(folder, path),
    `using System.Collections.Generic;\n\nnamespace OrderDesk.Domain.Orders;\n\n/// <summary>Orders on their way.</summary>\npublic sealed class OrderBoard\n{\n    private readonly List<Order> _waiting = new();\n    private readonly List<Order> _done = new();\n\n${['Ship', 'Hand', 'Send', 'Close', 'Drop', 'Leave'].map(method).join('')}    public void Finish(Order order)\n    {\n    }\n}\n`,
  );
  const window = await open(folder);
  await window.ready();
  await window.openFile(path, 47);
  await window.goTo(48, 'end');
  await window.page.keyboard.press('Enter');
  const ghost = await window.typeForGhost('_');
  assert.ok(ghost.includes('waiting.Remove(order);') && ghost.includes('_done.Add(order);'), ghost);
  await window.screenshot(join(shots, 'several-lines.png'));
  await window.page.keyboard.press('Tab');
  assert.ok((await window.save(path)).includes('public void Finish(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n'));
});

journey('turned off in the settings nothing is grey, in manual mode only when asked', () => editor, async ({ open }) => {
  const folder = copySample('off');
  const window = await open(folder);
  await window.ready();
  await window.openFile(orders);
  await window.goTo(inPlace, 'end');
  await window.page.keyboard.press('Enter');
  await window.typeForGhost('await _orders.');
  try {
    editor.configure({ '[csharp]': { 'assistant.inlineSuggest.enabled': false } });
    await until(async () => {
      await window.page.keyboard.press('Backspace');
      await window.type('.');
      await window.page.waitForTimeout(1_500);
      return !(await window.hasGhost());
    }, 30_000, 'nothing is grey');
    editor.configure({ 'assistant.inlineSuggest.trigger': 'manual' });
    await window.page.waitForTimeout(1_500);
    await window.page.keyboard.press('Backspace');
    await window.type('.');
    await window.page.waitForTimeout(1_500);
    assert.equal(await window.hasGhost(), false);
    await window.page.keyboard.press('Escape');
    await window.run('Trigger Inline Suggestion');
    assert.equal(await window.ghost(), saving);
  } finally {
    editor.configure({});
  }
});

journey('the status is there before anything else is, and has a menu', () => editor, async ({ open }) => {
  const window = await open(copySample('menu'));
  await window.status.waitFor();
  await window.ready();
  await window.status.click();
  const entries = await window.page.locator('.quick-input-list .monaco-list-row').allTextContents();
  for (const expected of ['Turn Grey Text Off', 'Snooze Grey Text', 'Ledger', 'Why Were Proposals Rejected?', 'Show Log', 'Restart', 'Settings', 'Turn Off']) {
    assert.ok(entries.some((entry) => entry.includes(expected)), `${expected} in ${entries.join(' | ')}`);
  }
  await window.screenshot(join(shots, 'menu.png'));
});
