// What an editor goes through in a day: an engine that dies, windows beside each other, several solutions, files that change.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Editor, copySample, until, type Window } from './editor.ts';
import { journey } from './journey.ts';

const prices = 'src/OrderDesk.Domain/Pricing/PriceCalculator.cs';

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'life' });
});
after(async () => {
  await editor.close();
});

journey('an engine that is killed comes back, and repairs as before', () => editor, async ({ open }) => {
  const window = await open(copySample('killed'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  for (const pid of editor.processes('engine')) {
    process.kill(pid, 'SIGKILL');
  }
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-check').waitFor({ state: 'detached' });
  await window.ready();
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(29, 32);
  await (await window.quickFixes()).filter({ hasText: 'quotes' }).first().click();
  await until(async () => (await window.shown()).includes('in quotes)'), 20_000, 'the name is right');
  assert.ok((await window.save(prices)).includes('in quotes)'));
});

journey('a server that hangs is ended when it is started again, and nothing is left when it is turned off', () => editor, async ({ open }) => {
  const window = await open(copySample('hanging'));
  await window.ready();
  const [hanging] = editor.processes('serve');
  process.kill(hanging!, 'SIGSTOP');
  await window.run('Assistant: Restart');
  await until(() => Promise.resolve(editor.processes('serve').length === 1 && !editor.processes('serve').includes(hanging!)), 30_000, 'another runs in the place of the one that hangs');
  await window.ready();
  await window.status.click();
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Turn Off' }).click();
  await until(() => Promise.resolve(editor.processes('serve').length + editor.processes('engine').length === 0), 20_000, 'nothing is left');
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-circle-slash').waitFor();
  await window.status.click();
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Turn On' }).click();
  await window.ready();
});

journey('two windows have a server each, and know only their own folder', () => editor, async ({ open }) => {
  const [one, other] = [await open(copySample('one')), await open(copySample('other'))];
  await one.ready();
  await other.ready();
  assert.equal(editor.processes('serve').length, 2);
  assert.equal(editor.processes('engine').length, 2);
  for (const window of [one, other]) {
    await window.openFile(prices);
    await window.page.locator('.squiggly-error').first().waitFor();
  }
  await one.goTo(29, 32);
  await (await one.quickFixes()).filter({ hasText: 'quotes' }).first().click();
  await until(async () => (await one.shown()).includes('in quotes)'), 20_000, 'the name is right');
  assert.ok((await one.save(prices)).includes('in quotes)'));
  assert.ok((await other.shown()).includes('in quotse)'));
  assert.ok(other.read(prices).includes('in quotse)'));
});

journey('of several solutions the chosen one is opened, and again the next time', () => editor, async ({ open }) => {
  const folder = copySample('several');
  mkdirSync(join(folder, 'Small'));
  writeFileSync(join(folder, 'Small', 'Small.csproj'), '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>');
  writeFileSync(join(folder, 'Small', 'Small.slnx'), '<Solution><Project Path="Small.csproj" /></Solution>');
  execFileSync('dotnet', ['restore', 'Small/Small.csproj'], { cwd: folder, stdio: 'pipe' });
  const window = await open(folder);
  await window.ready();
  await window.run('Assistant: Select Solution');
  const rows = window.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'OrderDesk.sln' }).waitFor();
  assert.ok((await rows.allTextContents()).some((row) => row.includes('OrderDesk.sln') && row.includes('(open)')));
  await rows.filter({ hasText: 'Small.slnx' }).click();
  await isOpen(window, 'Small.slnx');
  await window.reload();
  await isOpen(window, 'Small.slnx');
});

journey('a file that changes on disk is judged as it is then', () => editor, async ({ open }) => {
  const window = await open(copySample('disk'));
  await window.ready();
  await window.openFile(prices);
  await window.page.locator('.squiggly-error').first().waitFor();
  const path = join(window.folder, prices);
  writeFileSync(path, readFileSync(path, 'utf8').replace('quotse', 'quotes').replace('using OrderDesk', 'using System.Linq;\nusing OrderDesk'));
  await until(async () => (await window.page.locator('.squiggly-error').count()) === 0, 60_000, 'nothing is wrong any more');
  // And a file that is not open, on which this one stands.
  const money = join(window.folder, 'src/OrderDesk.Domain/Common/Money.cs');
  writeFileSync(money, readFileSync(money, 'utf8').replaceAll('Zero', 'Nought'));
  await window.page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
});

async function isOpen(window: Window, name: string): Promise<void> {
  await until(async () => ((await window.status.locator('a').first().getAttribute('aria-label')) ?? '').includes(`is ready: ${name}: 1 project`), 90_000, `${name} is open`);
}
