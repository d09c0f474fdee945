// What can be wrong: each is said, with what to do next.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import { Editor, copySample, results, until, type Window } from './editor.ts';
import { journey } from './journey.ts';

const prices = 'src/OrderDesk.Domain/Pricing/PriceCalculator.cs';
const dotnet = join(results, 'trouble-dotnet');

// The dotnet of this machine.
const real = 'exec dotnet "$@"';

let editor: Editor;
before(async () => {
  mkdirSync(results, { recursive: true });
  pretend(real);
  editor = await Editor.start({ name: 'trouble', machine: { 'assistant.dotnetPath': dotnet } });
});
after(async () => {
  await editor.close();
});
beforeEach(() => {
  pretend(real);
});

/** What the configured dotnet does. */
function pretend(script: string): void {
  writeFileSync(dotnet, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** A folder with one file. */
function plain(name: string): string {
  const folder = join(results, 'workspaces', `${process.pid}-plain`, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Lone.cs'), 'class Lone\n{\n    int first;\n    int Second() => first;\n}\n');
  return folder;
}

async function failsWith(window: Window, message: string, button: string): Promise<void> {
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-error').waitFor();
  const toast = window.notification(message);
  await toast.waitFor();
  await toast.getByRole('button', { name: button }).waitFor();
}

journey('without an SDK that is new enough it says which one to get, and starts when it is there', () => editor, async ({ open }) => {
  pretend('echo "8.0.100 [/somewhere/sdk]"');
  const window = await open(copySample('old-sdk'));
  await failsWith(window, 'has only SDK 8.0.100; the .NET SDK 10 or later is needed', 'Get the .NET SDK');
  await window.screenshot(join(results, 'pictures', 'no-sdk.png'));
  pretend(real);
  await window.notification('8.0.100').getByRole('button', { name: 'Start Again' }).click();
  await window.ready();
});

journey('a dotnet that cannot be run is named', () => editor, async ({ open }) => {
  chmodSync(dotnet, 0o644);
  try {
    const window = await open(plain('no-sdk'));
    await window.openFile('Lone.cs');
    await failsWith(window, 'could not be run', 'Choose dotnet');
  } finally {
    chmodSync(dotnet, 0o755);
  }
});

journey('a package without its server says so', () => editor, async ({ open }) => {
  const server = join(editor.extension, 'server');
  renameSync(server, `${server}-gone`);
  try {
    const window = await open(plain('no-server'));
    await window.openFile('Lone.cs');
    await failsWith(window, 'The server is missing from the extension', 'Show Extension');
  } finally {
    renameSync(`${server}-gone`, server);
  }
});

journey('a server that ends again and again is left alone after five times, and starts when asked', () => editor, async ({ open }) => {
  const starts = join(results, 'trouble-starts');
  rmSync(starts, { force: true });
  pretend(`if [ "$1" = --list-sdks ]; then exec dotnet "$@"; fi\necho start >> ${starts}\necho 'it hurts' >&2\nexit 3`);
  const window = await open(plain('crash'));
  await window.openFile('Lone.cs');
  await failsWith(window, 'ended five times within three minutes', 'Show Log');
  assert.equal(readFileSync(starts, 'utf8').split('\n').length - 1, 5);
  pretend(real);
  await window.notification('five times').getByRole('button', { name: 'Start Again' }).click();
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-warning').waitFor();
});

journey('a folder without a solution is served file by file, and the status says why', () => editor, async ({ open }) => {
  const window = await open(plain('nothing'));
  await window.openFile('Lone.cs');
  await window.page.locator('.statusbar-item:has-text("Assistant") .codicon-warning').waitFor();
  assert.match((await window.status.locator('a').first().getAttribute('aria-label')) ?? '', /no solution and no C# project/);
  await window.goTo(4, 'end');
  await window.page.keyboard.press('Enter');
  await window.type('    int Third() => ');
  await window.run('Trigger Inline Suggestion');
  await window.ghost();
});

for (const [name, settings, mode] of [
  ['nobody may write', {}, 0o444],
  ['the settings protect', { 'files.readonlyInclude': { '**/PriceCalculator.cs': true } }, 0o644],
] as const) {
  journey(`a file that ${name} is left as it is, and that is said`, () => editor, async ({ open }) => {
    const folder = copySample('readonly', settings);
    chmodSync(join(folder, prices), mode);
    const window = await open(folder);
    await window.ready();
    await window.openFile(prices);
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.run('Assistant: Repair All Errors in File');
    await window.notification('PriceCalculator.cs is read-only, so nothing was changed').waitFor();
    assert.ok((await window.shown()).includes('in quotse)'));
    assert.ok(window.read(prices).includes('quotse'));
  });
}

for (const [name, act, expected] of [
  ['a file that is not saved', async (window: Window) => window.run('File: New Untitled Text File'), 'Save this file in a project'],
  ['the other side of a difference', async (window: Window) => openDifference(window), 'view of one'],
] as const) {
  journey(`${name} is not served, and the language's status says what to do`, () => editor, async ({ open }) => {
    const window = await open(copySample('views', { 'files.defaultLanguage': 'csharp' }));
    await window.ready();
    await act(window);
    await until(async () => languageStatus(window, expected), 30_000, expected);
  });
}

journey('a file with unsaved changes is judged as it is shown, not as it is on disk', () => editor, async ({ open }) => {
  const window = await open(copySample('unsaved'));
  await window.ready();
  await window.openFile('src/OrderDesk.Domain/Common/Money.cs');
  await window.goTo(50, 'end');
  await window.page.keyboard.press('Enter');
  await window.type('public sealed class Extra { public Missing What; }');
  await window.page.locator('.squiggly-error').first().waitFor();
  assert.ok(!window.read('src/OrderDesk.Domain/Common/Money.cs').includes('Extra'));
  assert.ok(!existsSync(join(window.folder, 'Extra.cs')));
});

async function openDifference(window: Window): Promise<void> {
  await window.openFile(prices);
  await window.goTo(1, 'end');
  await window.type(' ');
  await window.run('File: Compare Active File with Saved');
  await window.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
  await window.page.locator('.monaco-diff-editor .editor.original').first().click();
}

async function languageStatus(window: Window, text: string): Promise<boolean> {
  const item = window.page.locator('.statusbar-item[id="status.languageStatus"]').first();
  await item.hover();
  await window.page.locator('.hover-language-status').filter({ hasText: text }).first().waitFor({ timeout: 3_000 });
  return true;
}
