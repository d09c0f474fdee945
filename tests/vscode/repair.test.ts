// Repairs in a real editor: the lightbulb, all errors at once, what was thrown away.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Editor, copySample, pretendServer, results, until } from './editor.ts';
import { journey } from './journey.ts';

const prices = 'src/OrderDesk.Domain/Pricing/PriceCalculator.cs';
const invoices = 'src/OrderDesk.Domain/Billing/InvoiceService.cs';
const shots = join(results, 'pictures');

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'repair' });
});
after(async () => {
  await editor.close();
});

journey('the lightbulb repairs a misspelled name, and the saved file compiles further', () => editor, async ({ open }) => {
  const window = await open(copySample('quickfix'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(29, 32);
  const fixes = await window.quickFixes();
  await window.screenshot(join(shots, 'quick-fix.png'));
  await fixes.filter({ hasText: 'quotes' }).first().click();
  await until(async () => (await window.shown()).includes('in quotes)'), 20_000, 'the name is right');
  const saved = await window.save(prices);
  assert.ok(saved.includes('foreach (var quote in quotes)'));
  assert.ok(!saved.includes('quotse'));
});

journey('all errors of a file are repaired by a command', () => editor, async ({ open }) => {
  const window = await open(copySample('fixall'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.run('Assistant: Repair All Errors in File');
  await until(async () => (await window.shown()).includes('in quotes)'), 60_000, 'the errors are repaired');
  const saved = await window.save(prices);
  assert.ok(saved.includes('using System.Linq;\n') && saved.includes('in quotes)'), saved);
  await until(async () => (await window.page.locator('.squiggly-error').count()) === 0, 60_000, 'nothing is wrong any more');
});

journey('a file is repaired as it is saved', () => editor, async ({ open }) => {
  const window = await open(copySample('onsave', { 'editor.codeActionsOnSave': { 'source.fixAll.assistant': 'always' } }));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(39, 'end');
  await window.type(' ');
  await window.page.keyboard.press('Control+s');
  await until(() => Promise.resolve(window.read(prices).includes('in quotes)')), 60_000, 'the saved file is repaired');
});

journey('repairs of several files are shown before they are made', () => editor, async ({ open }) => {
  const window = await open(copySample('preview'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.run('Assistant: Repair All Errors in Project');
  const apply = window.page.locator('.quick-input-list .monaco-list-row', { hasText: /Apply \d+ changes in \d+ files/ });
  await apply.waitFor({ timeout: 120_000 });
  await window.page.locator('.multiDiffEntry, .multi-diff-editor').first().waitFor();
  await window.screenshot(join(shots, 'preview.png'));
  assert.ok(!window.read(prices).includes('in quotes)'), 'nothing is written yet');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Discard' }).click();
  await until(async () => (await window.page.locator('.tab', { hasText: 'Repair all errors' }).count()) === 0, 20_000, 'what was shown is closed');
  assert.ok(!window.read(prices).includes('in quotes)'), 'what was discarded is not made');
  await window.openFile(prices);
  await window.run('Assistant: Repair All Errors in Project');
  await apply.click({ timeout: 120_000 });
  await until(() => Promise.resolve(/= await /.test(window.read(invoices)) && window.read(prices).includes('in quotes)')), 60_000, 'all files are changed and saved');
});

journey('what was thrown away is listed with its compiler errors, and each leads to its place', () => editor, async ({ open }) => {
  const window = await open(copySample('rejected'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(29, 32);
  await window.quickFixes();
  await window.page.keyboard.press('Escape');
  await window.run('Assistant: Why Were Proposals Rejected?');
  const page = window.webview();
  const refresh = page.getByRole('button', { name: 'Refresh' });
  await refresh.waitFor();
  await until(async () => {
    await refresh.click();
    await page.locator('.proposal li', { hasText: 'CS0446' }).first().waitFor({ timeout: 3_000 });
    return true;
  }, 60_000, 'the proposal that names a method group is listed');
  await window.screenshot(join(shots, 'rejected.png'));
  await page.locator('.proposal summary .link').first().click();
  await window.page.locator('.tab.active:has-text("PriceCalculator.cs")').waitFor();
});

journey('the ledger counts what was taken', () => editor, async ({ open }) => {
  const window = await open(copySample('ledger'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(29, 32);
  await (await window.quickFixes()).filter({ hasText: 'quotes' }).first().click();
  await until(async () => (await window.shown()).includes('in quotes)'), 20_000, 'the name is right');
  await window.run('Assistant: Show Ledger');
  const page = window.webview();
  const tile = (label: string): Promise<string> => page.locator('.tile', { hasText: label }).locator('strong').innerText();
  await until(async () => (await tile('repairs taken')) === '1', 20_000, 'the repair is counted');
  await window.openFile('src/OrderDesk.Domain/Import/CsvReader.cs');
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.run('Assistant: Repair All Errors in File');
  await until(async () => (await window.page.locator('.squiggly-error').count()) === 0, 60_000, 'both errors are repaired');
  await window.run('Assistant: Show Ledger');
  await until(async () => (await tile('repairs taken')) === '3', 20_000, 'all repairs are counted');
  await until(async () => Number(await tile('proposals compiled')) > 1, 60_000, 'proposals are counted');
  assert.equal(await tile('bytes sent'), '0');
  await window.screenshot(join(shots, 'ledger.png'));
});

test('a quick fix of several files is shown before it is made, and is not made in a text that has changed meanwhile', { timeout: 180_000 }, async () => {
  const two = await Editor.start({ name: 'repair-two', machine: { 'assistant.dotnetPath': pretendServer('several.mjs') } });
  try {
    const window = await two.open(copySample('two'));
    await window.ready();
    await window.openFile(prices);
    const apply = window.page.locator('.quick-input-list .monaco-list-row', { hasText: /Apply 2 changes in 2 files/ });
    await (await window.quickFixes()).filter({ hasText: 'Repair both' }).first().click();
    await apply.waitFor();
    const other = join(window.folder, 'src/OrderDesk.Domain/Pricing/IDiscountRule.cs');
    writeFileSync(other, `${readFileSync(other, 'utf8')}\n`);
    await apply.click();
    await window.notification('files changed meanwhile').waitFor();
    assert.ok(!window.read(prices).includes('// repaired'));
    await window.openFile(prices);
    await (await window.quickFixes()).filter({ hasText: 'Repair both' }).first().click();
    await apply.click();
    await until(() => Promise.resolve(window.read(prices).startsWith('// repaired\n') && readFileSync(other, 'utf8').startsWith('// repaired\n')), 30_000, 'both files are changed and saved');
  } finally {
    await two.close();
  }
});
