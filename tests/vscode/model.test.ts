// A model's repair in a real editor: offered, written when it is chosen, shown, made. Its server is scripted; it is no model.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Editor, copySample, results, until } from './editor.ts';
import { journey } from './journey.ts';

const file = 'src/OrderDesk.Domain/One.cs';
const broken = 'namespace OrderDesk.Domain;\n\npublic static class One\n{\n    public static int Next(int number)\n    {\n        return Fooo.Barr(number);\n    }\n}\n';
const right = '```csharp\npublic static int Next(int number)\n{\n    return System.Math.Abs(number);\n}\n```';
const shots = join(results, 'pictures');

let asked = 0;
let server: Server;
let editor: Editor;
before(async () => {
  server = createServer((request, response) => {
    asked++;
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const event = (delta: object, reason: string | null): string => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
    response.end(`${event({ content: right }, null)}${event({}, 'stop')}data: [DONE]\n\n`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const config = join(results, 'model-settings');
  mkdirSync(join(config, 'assistant'), { recursive: true });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(config, 'assistant', 'settings.json'), JSON.stringify({ small: { endpoint, model: 'scripted' } }));
  editor = await Editor.start({ name: 'model', environment: { XDG_CONFIG_HOME: config } });
});
after(async () => {
  server.close();
  await editor.close();
});

journey('what no rule repairs a model writes when it is chosen, and it is looked at before it is made', () => editor, async ({ open }) => {
  const copy = copySample('model');
  writeFileSync(join(copy, file), broken);
  const window = await open(copy);
  await window.ready();
  await window.openFile(file);
  await window.page.locator('.squiggly-error').first().waitFor();
  await window.goTo(7, 17);
  const before = asked;
  const offer = (await window.quickFixes()).filter({ hasText: 'Ask the small model to repair CS0103' }).first();
  await offer.waitFor();
  await window.screenshot(join(shots, 'model-offer.png'));
  assert.equal(asked, before, 'no model is asked before its action is chosen');
  await offer.click();
  const apply = window.page.locator('.quick-input-list .monaco-list-row', { hasText: /Apply \d+ changes? in 1 file/ });
  await apply.waitFor({ timeout: 60_000 });
  await window.page.locator('.quick-input-title', { hasText: 'Change One.Next(int) · small model' }).waitFor();
  await window.screenshot(join(shots, 'model-preview.png'));
  assert.equal(window.read(file), broken, 'nothing is made yet');
  assert.equal(asked, before + 1);
  await apply.click();
  await until(async () => (await window.shown()).includes('System.Math.Abs(number)'), 30_000, 'the repair is made');
  await window.page.locator('.tab.active.dirty').waitFor();
  await window.run('View: Focus Active Editor Group');
  assert.ok((await window.save(file)).includes('return System.Math.Abs(number);'));
});
