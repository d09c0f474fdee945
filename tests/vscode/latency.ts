// npm run bench -- editor: from the key to the grey text, as the page shows it; with the real server and with one that answers at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBoard, withBoard } from './board.ts';
import { Editor, results, type Window } from './editor.ts';

const keys = Number(process.argv[2] ?? 40);
// The first ones pay for what is compiled and loaded for the first time, on both sides.
const warm = 5;
const aim = 40;

const instant = join(results, 'instant-dotnet');
mkdirSync(results, { recursive: true });
writeFileSync(
  instant,
  `#!/bin/sh\nif [ "$1" = --list-sdks ]; then echo '10.0.0 [/nowhere]'; else exec '${process.execPath}' '${join(dirname(fileURLToPath(import.meta.url)), 'instant.mjs')}'; fi\n`,
  { mode: 0o755 },
);

// Both at the same time, key by key in turn, so that what else the machine does hits both.
const editors = [await Editor.start({ name: 'latency' }), await Editor.start({ name: 'latency-instant', machine: { 'assistant.dotnetPath': instant } })];
try {
  const windows: Window[] = [];
  const statusShown: number[] = [];
  for (const editor of editors) {
    const window = await editor.open(withBoard('latency'));
    const opened = Date.now();
    await window.status.waitFor();
    statusShown.push(Date.now() - opened);
    windows.push(window);
    await openBoard(window);
    await window.typeForGhost('_waiting.');
    await watch(window);
  }
  const times = windows.map((): number[] => []);
  for (let key = 0; key < keys + warm; key++) {
    for (const [side, window] of windows.entries()) {
      const time = await press(window);
      if (key >= warm) {
        times[side]!.push(time);
      }
    }
  }
  const [real, floor] = times.map((side) => ({ median: at(side, 0.5), p95: at(side, 0.95) }));
  const above = real!.median - floor!.median;
  console.log(`| from the key to the grey text | n | median | 95% |`);
  console.log('|---|---|---|---|');
  console.log(`| a server that answers at once | ${keys} | ${floor!.median.toFixed(0)} ms | ${floor!.p95.toFixed(0)} ms |`);
  console.log(`| the assistant | ${keys} | ${real!.median.toFixed(0)} ms | ${real!.p95.toFixed(0)} ms |`);
  console.log(`| from the window to the item in the status bar, first and second editor | | ${statusShown.map((time) => `${time} ms`).join(', ')} | aim 1000 ms after the editor has begun its extensions |`);
  console.log(`| above it, in the median | | ${above.toFixed(0)} ms | aim ${aim} ms: ${above <= aim ? 'met' : 'missed'} |`);
} finally {
  for (const editor of editors) {
    await editor.close();
  }
}

// In the page, so that no way between processes is measured: the time of the last key, and of the grey text after it.
async function watch(window: Window): Promise<void> {
  await window.page.evaluate(() => {
    const state = { pressed: 0, shown: 0 };
    (globalThis as unknown as { latency: typeof state }).latency = state;
    addEventListener('keydown', (event) => {
      if (event.key === '.') {
        Object.assign(state, { pressed: performance.now(), shown: 0 });
      }
    }, true);
    new MutationObserver(() => {
      if (state.pressed > 0 && state.shown === 0 && document.querySelector('.ghost-text-decoration, .ghost-text') !== null) {
        state.shown = performance.now();
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class'] });
  });
}

// Types the dot of a line anew: another line each time, since what was passed over is not shown there again.
async function press(window: Window): Promise<number> {
  const { page } = window;
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type('_waiting', { delay: 20 });
  await page.waitForTimeout(600);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(200);
  await page.keyboard.press('.');
  const time = await page.waitForFunction(
    () => {
      const { pressed, shown } = (globalThis as unknown as { latency: { pressed: number; shown: number } }).latency;
      return shown > 0 ? shown - pressed : null;
    },
    undefined,
    { polling: 20, timeout: 20_000 },
  );
  return (await time.jsonValue())!;
}

function at(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}
