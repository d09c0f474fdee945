// One test: a journey of a user. What fails leaves a picture and the logs; it may be tried once more, which is counted.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { results, type Editor, type Window } from './editor.ts';

/** What a journey is given. */
export interface Journey {
  /** Opens a folder; the window is closed, and looked at for what it asked of others, when the journey ends. */
  open(workspace: string): Promise<Window>;
}

/** Defines a journey in an editor that is there when it begins. */
export function journey(name: string, editor: () => Editor, walk: (journey: Journey) => Promise<void>): void {
  // Each of the two tries has half of it: waiting for anything takes 90 s at most.
  test(name, { timeout: 480_000 }, async () => {
    try {
      await once(name, editor(), walk);
    } catch (failure) {
      mkdirSync(results, { recursive: true });
      appendFileSync(join(results, 'retried.txt'), `${name}: ${String(failure).split('\n')[0]}\n`);
      console.log(`tried again: ${name}: ${String(failure)}`);
      await once(name, editor(), walk);
    }
  });
}

async function once(name: string, editor: Editor, walk: (journey: Journey) => Promise<void>): Promise<void> {
  const windows: Window[] = [];
  try {
    await walk({
      open: async (workspace) => {
        const window = await editor.open(workspace);
        windows.push(window);
        return window;
      },
    });
    const strangers = windows.flatMap((window) => [...window.strangers]);
    if (strangers.length > 0) {
      throw new Error(`asked of other machines: ${strangers.join(', ')}`);
    }
  } catch (failure) {
    const folder = join(results, 'failures', name.replaceAll(/\W+/g, '-'));
    mkdirSync(folder, { recursive: true });
    for (const [index, window] of windows.entries()) {
      await window.screenshot(join(folder, `${index}.png`)).catch(() => undefined);
    }
    writeFileSync(join(folder, 'code-server.log'), editor.logs());
    writeFileSync(join(folder, 'assistant.log'), await assistantLog(windows.at(-1)));
    throw failure;
  } finally {
    for (const window of windows) {
      await window.close();
    }
  }
}

// The output channel is no file here, so it is read from the screen.
async function assistantLog(window: Window | undefined): Promise<string> {
  try {
    await window!.run('Assistant: Show Log');
    await window!.page.waitForTimeout(1_000);
    return await window!.page.locator('.output-view .view-line').allTextContents().then((lines) => lines.join('\n'));
  } catch (failure) {
    return String(failure);
  }
}
