// npm run bench -- editor: from the key to the grey text, as the page shows it; with the real server and with one that answers at once.
import { openBoard, withBoard } from './board.ts';
import { Editor, pretendServer, type Window } from './editor.ts';

const keys = Number(process.argv[2] ?? 40);
// The first ones pay for what is compiled and loaded for the first time, on both sides.
const warm = 5;
const aim = 40;


// Both at the same time, key by key in turn, so that what else the machine does hits both.
const editors = [await Editor.start({ name: 'latency' }), await Editor.start({ name: 'latency-instant', machine: { 'assistant.dotnetPath': pretendServer('instant.mjs') } })];
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
  console.log('| from the key to the grey text, in the page | n | median | 95% | a server that answers at once | above it, in the median |');
  console.log('|---|---|---|---|---|---|');
  const times = windows.map((): number[] => []);
  for (let round = 0; round < keys + warm; round++) {
    for (const [side, window] of windows.entries()) {
      const time = await press(window);
      if (round >= warm) {
        times[side]!.push(time);
      }
    }
  }
  const [real, floor] = times as [number[], number[]];
  const above = at(real, 0.5) - at(floor, 0.5);
  console.log(`| a key that goes on as was shown | ${keys} | ${ms(at(real, 0.5))} | ${ms(at(real, 0.95))} | ${ms(at(floor, 0.5))}, ${ms(at(floor, 0.95))} | ${ms(above)}: ${above <= aim ? 'met' : 'missed'} (${ms(aim)}) |`);
  console.log(`| the item in the status bar, after the bar itself | 2 | ${statusShown.map(ms).join(', ')} | | | aim 1000 ms |`);
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
    addEventListener(
      'keydown',
      (event) => {
        if (event.key === '.') {
          Object.assign(state, { pressed: performance.now(), shown: 0 });
        }
      },
      true,
    );
    new MutationObserver(() => {
      if (state.pressed > 0 && state.shown === 0 && document.querySelector('.ghost-text-decoration, .ghost-text') !== null) {
        state.shown = performance.now();
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class'] });
  });
}

// Types a line anew and times its dot.
async function press(window: Window): Promise<number> {
  const { page } = window;
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await page.keyboard.type('_waiting', { delay: 30 });
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  await page.evaluate(() => Object.assign((globalThis as unknown as { latency: object }).latency, { pressed: 0, shown: 0 }));
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

function ms(time: number): string {
  return `${time.toFixed(0)} ms`;
}
