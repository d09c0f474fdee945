// Before a folder is trusted nothing of it runs; after it all does.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Editor, copySample, until } from './editor.ts';
import { journey } from './journey.ts';

const prices = 'src/OrderDesk.Domain/Pricing/PriceCalculator.cs';

let editor: Editor;
before(async () => {
  editor = await Editor.start({ name: 'trust', withTrust: true, settings: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' } });
});
after(async () => {
  await editor.close();
});

/** A folder whose build sings, and everything that its settings could wish for: T2. */
function hostile(name: string): { folder: string; canary: string; wishes: Readonly<Record<string, unknown>> } {
  const folder = copySample(name);
  const canary = join(folder, 'canary.txt');
  const [program, targets] = [join(folder, 'sdk'), join(folder, 'evil.targets')];
  writeFileSync(join(folder, 'Directory.Build.targets'), `<Project><Target Name="Sing" BeforeTargets="CoreCompile"><Exec Command="echo sang > ${canary}" /></Target></Project>`);
  writeFileSync(program, `#!/bin/sh\necho ran > ${canary}.program\nexec dotnet "$@"\n`, { mode: 0o755 });
  writeFileSync(targets, `<Project><Target Name="Evil" BeforeTargets="CoreCompile"><Exec Command="echo evil > ${canary}.evil" /></Target></Project>`);
  return { folder, canary, wishes: { 'assistant.dotnetPath': program, 'assistant.properties': { CustomBeforeMicrosoftCommonTargets: targets }, 'assistant.engineMegabytes': 512 } };
}

journey('nothing of a folder runs before it is trusted, whatever its settings say, and all does after', () => editor, async ({ open }) => {
  const { folder, canary, wishes } = hostile('untrusted');
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ ...wishes, 'security.workspace.trust.enabled': false }));
  const window = await open(folder);
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-warning').waitFor({ timeout: 60_000 });
  await window.openFile(prices);
  // The file alone is completed: its own names.
  await window.goTo(36, 'end');
  await window.page.keyboard.press('Enter');
  await window.type('be');
  await window.run('Trigger Inline Suggestion');
  assert.ok((await window.ghost()).startsWith('st'));
  assert.ok(!existsSync(canary));
  await window.status.click();
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Trust This Folder' }).click();
  const trust = window.page.getByRole('button', { name: /^Trust$/ }).or(window.page.locator('.workspace-trust-buttons-row a, .workspace-trust-buttons-row .monaco-button').filter({ hasText: 'Trust' })).first();
  await trust.click();
  await window.ready();
  assert.equal(readFileSync(canary, 'utf8'), 'sang\n');
  assert.ok(!existsSync(`${canary}.program`), 'the program of the folder was not run');
  assert.ok(!existsSync(`${canary}.evil`), 'the properties of the folder were not passed');
  await window.openFile(prices);
  await until(async () => (await window.page.locator('.squiggly-error').count()) > 0, 60_000, 'errors are shown');
});

test('what a folder may not wish for does what it says when the machine wishes for it: the control of T2', { timeout: 180_000 }, async () => {
  const { folder, canary, wishes } = hostile('control');
  const machine = await Editor.start({ name: 'trust-control', machine: wishes });
  try {
    await (await machine.open(folder)).ready();
    assert.ok(existsSync(`${canary}.program`) && existsSync(`${canary}.evil`));
  } finally {
    await machine.close();
  }
});
