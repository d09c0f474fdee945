// The chat panel in a real editor, with AI features turned off: asked, applied, stopped, broken off, shown again. The model is scripted.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { FrameLocator, Locator } from 'playwright-core';
import { ChatModel } from './chatModel.ts';
import { Editor, copySample, results, until, type Window } from './editor.ts';
import { journey } from './journey.ts';

const file = 'src/OrderDesk.Domain/Pricing/VolumeDiscount.cs';
const shots = join(results, 'pictures');
const rename = (name: string): string => `\`\`\`csharp ${file}\npublic sealed class VolumeDiscount : IDiscountRule\n{\n    public string Name => ${name};\n}\n\`\`\`\n`;
const words = (text: string): string[] => text.split(/(?<=\s)/);

let model: ChatModel;
let editor: Editor;
let without: Editor;
before(async () => {
  model = await ChatModel.start([
    // What is said when nothing was taken: it knows no better.
    ['was compiled in the program and not taken', { pieces: words(`The names come from a class.\n\n${rename('Names.Volume')}`) }],
    ['in full', { pieces: words(`Customers read this name on their **invoice**, so it says what it is:\n\n${rename('"Volume discount"')}\nIt is read like this:\n\n\`\`\`csharp\nvar name = rule.Name;\n\`\`\`\n`), pause: 10 }],
    ['from a class', { pieces: words(`Like this:\n\n${rename('Names.Volume')}`) }],
    ['a story', { pieces: Array.from({ length: 300 }, (_, number) => `word${number} `), pause: 100 }],
    ['break off', { pieces: ['It is because of '], pause: 200, isBrokenOff: true }],
    ['after all', { pieces: ['Because of the threshold.'] }],
  ]);
  editor = await Editor.start({ name: 'chat', environment: { XDG_CONFIG_HOME: model.settings('chat-settings') } });
  without = await Editor.start({ name: 'chat-without' });
});
after(async () => {
  model.close();
  await editor.close();
  await without.close();
});

journey('code of an answer says what the compiler says of it, is applied after it was looked at, and undone in one step', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat', 19);
  const before = window.read(file);
  await ask(window, 'Say the name of this discount in full.');
  const card = chat.locator('.card.accepted');
  await card.waitFor();
  await chat.locator('.card.notVerified', { hasText: 'not checked' }).waitFor();
  await chat.locator('.tier', { hasText: 'small' }).waitFor();
  await chat.locator('strong', { hasText: 'invoice' }).waitFor();
  assert.match(await card.innerText(), /Compiles in your solution/);
  assert.match(model.asked.at(-1) ?? '', /public string Name => "Volume";/, 'the code at the caret went with the question');
  await idle(chat);
  await card.scrollIntoViewIfNeeded();
  await window.screenshot(join(shots, 'chat.png'));
  await card.getByRole('button', { name: 'Apply' }).click();
  const apply = window.page.locator('.quick-input-list .monaco-list-row', { hasText: /Apply \d+ changes? in 1 file/ });
  await apply.waitFor();
  await window.screenshot(join(shots, 'chat-preview.png'));
  assert.equal(window.read(file), before, 'nothing is made yet');
  await apply.click();
  await card.locator('.outcome', { hasText: 'Applied' }).waitFor();
  await until(async () => (await window.shown()).includes('"Volume discount"'), 10_000, 'the change is made');
  await window.page.locator('.tab.active.dirty').waitFor();
  await window.run('View: Focus Active Editor Group');
  assert.ok((await window.save(file)).includes('public string Name => "Volume discount";'));
  await window.page.keyboard.press('Control+z');
  await until(async () => (await window.shown()).includes('"Volume";'), 10_000, 'it is undone');
  assert.equal(await window.save(file), before, 'in one step');
});

journey('code that does not compile stays behind a fold, with its errors', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat-rejected', 19);
  await ask(window, 'Take the name from a class.');
  const card = chat.locator('.card.rejected').last();
  await card.waitFor();
  await idle(chat);
  await chat.locator('.end.noVerifiedProposal').waitFor();
  assert.equal(await card.getByRole('button', { name: 'Apply' }).count(), 0);
  assert.equal(await card.locator('pre').isVisible(), false);
  await card.locator('summary').click();
  await card.locator('.errors', { hasText: 'CS0103' }).waitFor();
  await window.screenshot(join(shots, 'chat-rejected.png'));
});

journey('an answer is stopped, and one that was hidden meanwhile goes on', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat-stopped', 19);
  const left = model.left;
  await ask(window, 'Tell a story.');
  await chat.getByText('word5').waitFor();
  await window.run('View: Toggle Secondary Side Bar Visibility');
  await window.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
  await window.run('Assistant: Open Chat');
  await chat.getByText('word0 word1 word2').waitFor();
  await chat.getByText(/word[3-9]\d/).waitFor();
  await chat.getByRole('button', { name: 'Stop' }).click();
  await chat.locator('.end', { hasText: 'Stopped' }).waitFor();
  await until(() => Promise.resolve(model.left > left), 5_000, 'the model writes no more');
  await ask(window, 'Why after all?');
  await chat.getByText('Because of the threshold.').waitFor();
});

journey('a model and a server that end in the middle are told of, and the next question is answered', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat-broken', 19);
  await ask(window, 'Please break off.');
  await chat.locator('.end.failed').first().waitFor();
  await chat.getByText('It is because of').waitFor();
  await window.screenshot(join(shots, 'chat-broken.png'));
  await ask(window, 'Tell a story.');
  await chat.getByText('word5').waitFor();
  for (const pid of editor.processes('serve')) {
    process.kill(pid, 'SIGKILL');
  }
  await chat.locator('.end.failed', { hasText: 'The server ended meanwhile' }).waitFor();
  await window.ready();
  await ask(window, 'Why after all?');
  await chat.getByText('Because of the threshold.').waitFor();
});

journey('what was said is there again when the window is opened again, until it is forgotten', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat-kept', 19);
  await ask(window, 'Say the name of this discount in full.');
  await chat.locator('.card.accepted').waitFor();
  await idle(chat);
  await window.reload();
  await window.ready();
  await window.run('Assistant: Open Chat');
  await chat.locator('.card.accepted', { hasText: 'Compiles in your solution' }).waitFor();
  await chat.locator('.question', { hasText: 'in full' }).waitFor();
  await window.run('Assistant: New Chat');
  await chat.locator('.question').waitFor({ state: 'detached' });
  await chat.getByRole('button', { name: 'Earlier conversations' }).click();
  await chat.locator('.sessions li', { hasText: 'in full' }).waitFor();
  await window.run('Assistant: Clear Chat History');
  await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
  await chat.getByText('There are none yet.').waitFor();
});

journey('a mention is completed, and the selection is asked about', () => editor, async ({ open }) => {
  const { window, chat } = await opened(open, 'chat-mention', 12);
  await window.goTo(19);
  await window.page.keyboard.press('Shift+ArrowDown');
  await window.page.keyboard.press('Shift+ArrowDown');
  await window.run('Assistant: Ask About Selection');
  await chat.locator('.chip', { hasText: 'VolumeDiscount.cs:19-20' }).waitFor();
  await window.type('see #PriceCalc');
  await chat.getByRole('option', { name: 'PriceCalculator.cs' }).first().waitFor();
  await window.screenshot(join(shots, 'chat-mention.png'));
  await window.page.keyboard.press('Enter');
  assert.match(await question(chat).inputValue(), /^#selection see #\S*PriceCalculator\S* $/);
  await window.type('after all');
  await window.page.keyboard.press('Enter');
  await chat.getByText('Because of the threshold.').waitFor();
  assert.match(model.asked.at(-1) ?? '', /class PriceCalculator/, 'what is mentioned is read');
});

journey('without a model the panel says what works and how to get one', () => without, async ({ open }) => {
  const config = join(without.folder, 'xdg', 'config', 'assistant');
  rmSync(config, { recursive: true, force: true });
  const window = await open(copySample('chat-without'));
  await window.ready();
  await window.run('Assistant: Open Chat');
  const chat = window.webview();
  await chat.getByText('Grey text and repairs by rules need no model').waitFor();
  await window.screenshot(join(shots, 'chat-without.png'));
  await chat.getByRole('button', { name: 'See what fits this machine' }).click();
  await window.page.locator('.part.panel', { hasText: 'Assistant: models recommend' }).waitFor();
  await until(() => Promise.resolve(without.processes('recommend').length === 1), 10_000, 'this machine is measured');
  await window.screenshot(join(shots, 'chat-recommend.png'));
  // It takes a while, and ends with its terminal.
  await window.run('Terminal: Kill the Active Terminal Instance');
  await until(() => Promise.resolve(without.processes('recommend').length === 0), 10_000, 'nothing is measured any more');
  await chat.getByRole('button', { name: 'Open settings' }).click();
  await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Create' }).click();
  await window.page.locator('.tab.active', { hasText: 'settings.json' }).waitFor();
  // A model that is named there is used as soon as the file is saved.
  writeFileSync(join(config, 'settings.json'), '{"small":{"endpoint":"http://127.0.0.1:9","model":"scripted"}}');
  await until(async () => (await window.shown()).includes('scripted'), 10_000, 'the file is shown as it is');
  await window.goTo(1, 'end');
  await window.type(' ');
  await window.page.keyboard.press('Control+s');
  await chat.getByRole('heading', { name: 'Ask about your code' }).waitFor();
});

async function opened(open: (workspace: string) => Promise<Window>, name: string, line: number): Promise<{ window: Window; chat: FrameLocator }> {
  const window = await open(copySample(name));
  await window.ready();
  await window.openFile(file, line);
  await window.run('Assistant: Open Chat');
  const chat = window.webview();
  await chat.locator('.chip', { hasText: `VolumeDiscount.cs:${line}` }).waitFor();
  return { window, chat };
}

function question(chat: FrameLocator): Locator {
  return chat.getByRole('textbox', { name: 'Question' });
}

async function ask(window: Window, text: string): Promise<void> {
  const box = question(window.webview());
  await box.fill(text);
  await box.press('Enter');
}

async function idle(chat: FrameLocator): Promise<void> {
  await chat.getByRole('button', { name: 'Send' }).waitFor();
}
