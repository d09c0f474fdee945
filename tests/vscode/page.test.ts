// The chat's page by itself in a real browser, with its real policy: what it lets through, how it is used, how it looks.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { ChatMessage, ChatRequest, ChatView } from '../../vscode-extension/src/page/chat/messages.ts';
import { rejected, scenes, themes } from './chatScenes.ts';
import { results, root, startBrowser } from './editor.ts';

const extension = join(root, 'vscode-extension');
const { pageHtml } = await load<{ pageHtml(parts: Readonly<Record<'title' | 'source' | 'style' | 'script' | 'nonce', string>>): string }>('src/page/html.ts');
const { payloads, texts } = await load<typeof import('../../vscode-extension/test/page/payloads.ts')>('test/page/payloads.ts');
const { offences } = await load<typeof import('../../vscode-extension/test/page/detector.ts')>('test/page/detector.ts');
const pictures = join(results, 'pictures');

let server: Server;
let browser: Browser;
let address: string;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  server = createServer(({ url }, response) => {
    const [type, body] =
      url === '/chat.js' ? ['text/javascript', readFileSync(join(extension, 'dist/page/chat.js'))]
      : url === '/chat.css' ? ['text/css', readFileSync(join(extension, 'dist/page/chat.css'))]
      : ['text/html', pageHtml({ title: 'Chat', source: address, style: `${address}/chat.css`, script: `${address}/chat.js`, nonce: 'once' })];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

interface Seen {
  readonly said: ChatRequest[];
  readonly violations: string[];
  ran: number;
}

declare global {
  interface Window {
    seen: Seen;
    canary(): void;
  }
}

/** The page, as it is used by one test; what it asked for and complained of is looked at in the end. */
async function withPage(use: (page: Page) => Promise<void>, { width = 480, height = 720, theme = 'alone' }: { width?: number; height?: number; theme?: keyof typeof themes } = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, reducedMotion: 'reduce', colorScheme: theme === 'light' ? 'light' : 'dark', locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (failure) => complaints.push(String(failure)));
  await page.addInitScript(() => {
    const seen: Seen = { said: [], violations: [], ran: 0 };
    let state: unknown;
    Object.assign(window, {
      seen,
      canary: () => seen.ran++,
      acquireVsCodeApi: () => ({ postMessage: (request: ChatRequest) => seen.said.push(request), getState: () => state, setState: (next: unknown) => (state = next) }),
    });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => seen.violations.push(`${violatedDirective} ${blockedURI}`));
  });
  await page.goto(address);
  await page.waitForFunction(() => window.seen.said.length > 0);
  const { body, colors } = themes[theme];
  await page.evaluate(
    ([classes, pairs]) => {
      document.body.className = classes;
      for (const [name, value] of pairs) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
    },
    [body, Object.entries(colors)] as const,
  );
  try {
    await use(page);
    const seen = await page.evaluate(() => window.seen);
    assert.deepEqual(complaints, []);
    assert.deepEqual(seen.violations, []);
    assert.equal(seen.ran, 0);
    assert.deepEqual(asked.sort(), [`${address}/`, `${address}/chat.css`, `${address}/chat.js`]);
  } finally {
    await context.close();
  }
}

async function tell(page: Page, ...messages: readonly ChatMessage[]): Promise<void> {
  await page.evaluate(async (all) => {
    for (const message of all) {
      window.postMessage(message);
    }
    // Messages come before the frame, and what they change is in the next.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, messages);
}

const show = (page: Page, view: ChatView): Promise<void> => tell(page, { kind: 'show', view });
const said = (page: Page): Promise<ChatRequest[]> => page.evaluate(() => window.seen.said.splice(0));

test(`${payloads.length} hostile answers and ${texts.length} hostile names run nothing, ask nobody and make nothing but prose`, async () => {
  await withPage(async (page) => {
    const turns = [
      ...payloads.map((text) => ({ text: 'Why?', about: [], parts: [{ kind: 'text', text } as const], outcome: 'answered', message: null }) as const),
      ...texts.map((text) => ({
        text,
        about: [text],
        parts: [{ kind: 'tier', tier: text, model: text, local: true, reason: text } as const, { ...rejected, id: text, code: text, language: 'xml', title: text, path: text, reason: text, newDiagnostics: [{ id: text, path: text, line: 1, message: text }] }],
        outcome: 'failed',
        message: text,
      }) as const),
    ];
    await show(page, { ...scenes.answered, turns, sessions: texts.map((text) => ({ session: text, title: text, changed: text })), problem: texts[0]!, place: texts[1]! });
    await page.locator('textarea').fill('#');
    await tell(page, { kind: 'mentions', query: '', items: texts.map((text) => ({ kind: 'file', text, detail: text }) as const) });
    assert.equal(await page.locator('.turn').count(), turns.length);
    assert.equal(await page.locator('[role="option"]').count(), 50);
    assert.deepEqual(await page.locator('#page').evaluate(offencesIn, offences.toString()), []);
    assert.equal(await page.locator('.badge').count(), texts.length);
    assert.equal(await page.locator('.prose .badge, .prose button, .prose svg').count(), 0);
  });
});

test('the detector, the canary and the policy see what is planted in the browser', async () => {
  await assert.rejects(
    withPage(async (page) => {
      await show(page, scenes.answered);
      await page.locator('.prose').first().evaluate((prose) => prose.append(Object.assign(document.createElement('img'), { src: 'https://a.example/x.png' })));
      assert.deepEqual(await page.locator('#page').evaluate(offencesIn, offences.toString()), ['<img>', '<img src>']);
      await page.waitForFunction(() => window.seen.violations.length > 0);
    }),
    /img-src|Content Security Policy/,
  );
  await assert.rejects(
    withPage(async (page) => {
      await page.evaluate(() => window.canary());
    }),
  );
});

test('the page is used by keys alone', async () => {
  await withPage(async (page) => {
    await show(page, scenes.answered);
    await tell(page, { kind: 'focus', text: null });
    const walked: string[] = [];
    for (let step = 0; step < 18; step++) {
      walked.push(await page.evaluate(() => {
        const focused = document.activeElement;
        return focused === null || focused === document.body ? '' : (focused.getAttribute('aria-label') ?? focused.textContent ?? '');
      }));
      await page.keyboard.press('Tab');
    }
    // From the question on, around, and back to it.
    assert.deepEqual(walked.slice(0, 15), [
      'Question',
      'Code at the caret: Order.cs:31-40',
      'Send',
      '',
      'Earlier conversations',
      'New conversation',
      'Conversation',
      'Code of Order.Total()',
      'Apply',
      'Insert',
      'Copy',
      'Code of OrderLine.IsCancelled',
      'Apply',
      'Insert',
      'Copy',
    ]);
    assert.deepEqual(walked.slice(15), ['how sums work', 'Question', 'Code at the caret: Order.cs:31-40']);
    await said(page);
    await page.locator('.prose a').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-part="apply"]').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    assert.deepEqual(await said(page), [{ kind: 'link', address: 'https://learn.example/linq/sum' }, { kind: 'apply', id: 'total' }]);
    await page.locator('textarea').focus();
    await page.keyboard.type('Why #pro');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('so?');
    await page.keyboard.press('Enter');
    assert.deepEqual((await said(page)).filter(({ kind }) => kind === 'ask'), [{ kind: 'ask', text: 'Why #problems \nso?', place: true }]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Earlier conversations' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual(await said(page), [{ kind: 'stop' }, { kind: 'open', session: 's1' }]);
  });
});

test('what a screen reader is told', async () => {
  await withPage(async (page) => {
    await show(page, scenes.writing);
    assert.equal(
      await page.locator('#page').ariaSnapshot(),
      readFileSync(join(import.meta.dirname, 'chatPage.aria.txt'), 'utf8').trimEnd(),
    );
    await tell(page, { kind: 'part', part: { kind: 'text', text: 'more' } });
    assert.equal(await page.locator('.told').textContent(), '');
    await tell(page, { kind: 'part', part: { kind: 'state', message: 'Compiling Order.Discount()' } });
    assert.equal(await page.locator('.told').textContent(), 'Compiling Order.Discount()');
    await tell(page, { kind: 'ended', outcome: 'answered', message: null });
    assert.equal(await page.locator('.told').textContent(), 'Answered. 0 of 2 blocks of code compile.');
  });
});

test('the end of an answer stays in sight, unless the user has gone elsewhere', async () => {
  await withPage(async (page) => {
    await show(page, scenes.writing);
    const rest = (): Promise<number> => page.locator('.log').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
    const more: ChatMessage = { kind: 'part', part: { kind: 'text', text: 'A paragraph.\n\n'.repeat(30) } };
    await tell(page, more);
    assert.equal(await rest(), 0);
    await page.locator('.log').evaluate((log) => (log.scrollTop = 0));
    await tell(page, more);
    assert.ok((await rest()) > 200);
  }, { height: 400 });
});

// 320 by 256 is what is left of 1280 by 1024 at 400 %.
for (const [width, height] of [[200, 600], [320, 256]] as const) {
  test(`nothing is cut off at ${width} by ${height}`, async () => {
    await withPage(async (page) => {
      await page.getByRole('button', { name: 'Earlier conversations' }).click();
      for (const view of Object.values(scenes)) {
        await show(page, view);
        await page.locator('details').evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
        const outside = await page.locator('#page *:not(pre *, .told)').evaluateAll((elements, limit) => elements.filter((one) => one.getBoundingClientRect().right > limit + 0.5).map((one) => `${one.localName} ${one.className}`), width);
        assert.deepEqual(outside, []);
        assert.ok(await page.locator('textarea').isVisible());
      }
    }, { width, height });
  });
}

test('text can be read in every theme', async () => {
  for (const theme of ['dark', 'light', 'contrast', 'alone'] as const) {
    await withPage(async (page) => {
      for (const view of Object.values(scenes)) {
        await show(page, view);
        await page.locator('details').evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
        assert.deepEqual(await page.locator('#page').evaluate(faintIn), [], theme);
      }
      // What is faint would be seen.
      await page.locator('h1').evaluate((title) => (title.style.color = 'color-mix(in srgb, canvastext 30%, canvas)'));
      assert.equal((await page.locator('#page').evaluate(faintIn)).length, 1, theme);
    }, { theme });
  }
});

for (const theme of ['dark', 'light', 'contrast', 'alone'] as const) {
  for (const width of [320, 480]) {
    test(`pictures: ${theme} at ${width}`, async () => {
      await withPage(async (page) => {
        const earlier = page.getByRole('button', { name: 'Earlier conversations' });
        for (const [name, view] of Object.entries(scenes)) {
          await show(page, view);
          await tell(page, { kind: 'part', part: { kind: 'state', message: 'Compiling Order.Discount()' } });
          await page.locator('.log').evaluate((log) => (log.scrollTop = 0));
          if (name === 'writing') {
            await page.locator('summary').click();
            await page.locator('textarea').fill('Use the one in #Or');
            await tell(page, { kind: 'mentions', query: 'Or', items: [{ kind: 'file', text: '#file:src/OrderDesk.Domain/Orders/Order.cs', detail: 'file' }, { kind: 'symbol', text: '#Order.Total', detail: 'method of Order' }] });
          }
          if (name === 'examples') {
            await earlier.click();
          }
          await page.mouse.move(width / 2, 1);
          await page.screenshot({ path: join(pictures, `chat-${name}-${theme}-${width}.png`), animations: 'disabled' });
          assert.equal(await page.locator('.notice').isVisible(), view.turns.length === 0);
          await page.locator('textarea').fill('');
          if (name === 'examples') {
            await earlier.click();
          }
        }
      }, { width, height: 900, theme });
    });
  }
}

/** A file of the extension without its types: its package is not one of modules. */
async function load<T>(path: string): Promise<T> {
  const code = stripTypeScriptTypes(readFileSync(join(extension, path), 'utf8'));
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as T;
}

// Runs in the browser, where the detector comes as text; the test's own code may be made of text, the page's may not.
function offencesIn(element: Element, detector: string): string[] {
  const detect = (0, eval)(`(${detector})`) as typeof offences;
  return [...new Set(detect(element, 'page'))];
}

// Runs in the browser: texts whose contrast with what is behind them is less than 4.5 to 1.
function faintIn(page: Element): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const painted = (colors: readonly string[]): readonly number[] => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = rgb.map((value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const faint: string[] = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() !== null) {
    const element = walker.currentNode.parentElement!;
    if (walker.currentNode.textContent?.trim() === '' || !element.checkVisibility() || element.closest('[aria-disabled="true"], .told') !== null) {
      continue;
    }
    const behind: string[] = [];
    for (let one: Element | null = element; one !== null; one = one.parentElement) {
      behind.unshift(getComputedStyle(one).backgroundColor);
    }
    const [text, ground] = [painted([...behind, getComputedStyle(element).color]), painted(behind)].map(luminance) as [number, number];
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    if (contrast < 4.5) {
      faint.push(`${element.localName}.${element.className} ${contrast.toFixed(2)}: ${walker.currentNode.textContent?.trim().slice(0, 30)}`);
    }
  }
  return [...new Set(faint)];
}
