// A real VS Code for the tests: code-server with the packaged extension, and pages of Chromium that look at it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const root = dirname(dirname(here));
export const results = join(root, 'artifacts', 'vscode');
const vsix = join(root, 'artifacts', 'assistant-csharp.vsix');
const codeServer = join(here, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/** What all tests have set, so that nothing but what is tested moves. */
const quiet: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'editor.wordBasedSuggestions': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Which editor is wanted. */
export interface EditorOptions {
  /** Name of its folder below the results. */
  readonly name: string;
  /** The user's settings, over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine, which no user's settings elsewhere and no folder can change. */
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Further packages to install. */
  readonly packages?: readonly string[];
  /** Whether folders are asked about before their code may run. */
  readonly withTrust?: boolean;
  /** Environment of the editor's server, and so of everything it starts. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** One code-server with its own folders; it and all it started end with it. */
export class Editor {
  readonly folder: string;
  readonly #process: ChildProcess;
  readonly #browser: Browser;
  readonly #port: number;

  private constructor(folder: string, process: ChildProcess, browser: Browser, port: number) {
    this.folder = folder;
    this.#process = process;
    this.#browser = browser;
    this.#port = port;
  }

  static async start({ name, settings = {}, machine = {}, packages = [], withTrust = false, environment = {} }: EditorOptions): Promise<Editor> {
    const folder = join(results, name);
    rmSync(folder, { recursive: true, force: true });
    for (const [owner, values] of [['User', { ...quiet, ...settings }], ['Machine', machine]] as const) {
      mkdirSync(join(folder, 'user', owner), { recursive: true });
      writeFileSync(join(folder, 'user', owner, 'settings.json'), JSON.stringify(values));
    }
    const env = {
      ...process.env,
      DOTNET_CLI_TELEMETRY_OPTOUT: '1',
      // No shop for extensions: nothing is asked of another machine.
      EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
      XDG_CACHE_HOME: join(folder, 'xdg', 'cache'),
      XDG_CONFIG_HOME: join(folder, 'xdg', 'config'),
      XDG_DATA_HOME: join(folder, 'xdg', 'data'),
      ...environment,
    };
    const dirs = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')];
    for (const one of [vsix, ...packages]) {
      execFileSync(process.execPath, [codeServer, ...dirs, '--install-extension', one], { env, stdio: 'pipe' });
    }
    const port = await freePort();
    const log = openSync(join(folder, 'code-server.log'), 'w');
    const started = spawn(
      process.execPath,
      [codeServer, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--disable-proxy', ...(withTrust ? [] : ['--disable-workspace-trust']), ...dirs],
      { env, detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    try {
      await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, 60_000, 'code-server listens');
      return new Editor(folder, started, await startBrowser(), port);
    } catch (failure) {
      endGroup(started);
      throw failure;
    }
  }

  /** Opens a folder in a window of its own. */
  async open(workspace: string): Promise<Window> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const window = new Window(page, workspace);
    await page.goto(`http://127.0.0.1:${this.#port}/?folder=${encodeURIComponent(workspace)}`);
    await page.waitForSelector('.monaco-workbench .part.statusbar');
    return window;
  }

  /** Where the extension was installed. */
  get extension(): string {
    const name = readdirSync(join(this.folder, 'extensions')).find((one) => one.startsWith('assistant.assistant-csharp'));
    return join(this.folder, 'extensions', name!);
  }

  /** Processes that the extension of this editor has started, by the verb of their command. */
  processes(verb: 'serve' | 'engine' | 'recommend'): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
          return line.includes(verb) && line.some((part) => part.startsWith(this.folder) && part.endsWith('assistant.dll'));
        } catch {
          return false;
        }
      })
      .map(Number);
  }

  /** All that was logged on disk or in the terminal; where the editor's logging has no native part, the terminal's alone. */
  logs(): string {
    return readFileSync(join(this.folder, 'code-server.log'), 'utf8');
  }

  async close(): Promise<void> {
    await this.#browser.close();
    endGroup(this.#process);
    await until(() => Promise.resolve(this.#process.exitCode !== null || this.#process.signalCode !== null), 10_000, 'code-server ends');
  }
}

/** One window of the editor. */
export class Window {
  readonly page: Page;
  readonly folder: string;
  /** Hosts other than this machine that the page asked for something. */
  readonly strangers = new Set<string>();

  constructor(page: Page, folder: string) {
    this.page = page;
    this.folder = folder;
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      // Resources of web views are answered by the page's own service worker.
      if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && !hostname.endsWith('vscode-resource.vscode-cdn.net')) {
        this.strangers.add(hostname);
      }
    });
  }

  /** The assistant's item in the status bar. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id="assistant.assistant-csharp.assistant.status"], .statusbar-item:has-text("Assistant")').first();
  }

  /** Waits until the solution is open and judged. */
  async ready(): Promise<void> {
    await this.page.locator('.statusbar-item:has-text("Assistant") .codicon-check').waitFor({ timeout: 120_000 });
  }

  /** Opens a file by its name, at a line. */
  async openFile(path: string, line = 1): Promise<void> {
    await this.quickInput('Control+p', `${path}:${line}`, { wait: `.quick-input-list .monaco-list-row:has-text("${path.split('/').at(-1)!}")` });
    await this.page.locator(`.tab.active:has-text("${path.split('/').at(-1)!}")`).waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command of the palette by its title. */
  async run(title: string): Promise<void> {
    await this.quickInput('F1', `>${title}`, { wait: `.quick-input-list .monaco-list-row:has-text("${title}")` });
  }

  /** Puts the caret somewhere. Lines and columns count from 1. */
  async goTo(line: number, column: number | 'end' = 1): Promise<void> {
    await this.quickInput('Control+g', column === 'end' ? `:${line}` : `:${line}:${column}`);
    if (column === 'end') {
      await this.page.keyboard.press('End');
    }
  }

  /** Types as a person does. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 50 });
  }

  /** The text of the editor as it is shown, ghost text included. */
  async shown(): Promise<string> {
    const lines = await this.page.locator('.editor-group-container.active .editor-instance .monaco-editor .view-line').evaluateAll((nodes) =>
      nodes
        .map((node) => ({ top: Number.parseFloat((node as HTMLElement).style.top), text: node.textContent ?? '' }))
        .sort((one, other) => one.top - other.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }

  /**
   * Types until grey text is shown, and gives it. What comes just after an opening may find nothing: the user's code is
   * counted in the background. Then the last letter is typed again.
   */
  async typeForGhost(text: string): Promise<string> {
    await this.type(text);
    for (let attempt = 0; attempt < 8; attempt++) {
      try {
        await this.page.locator(ghostText).first().waitFor({ timeout: 5_000 });
        break;
      } catch {
        await this.page.keyboard.press('Backspace');
        await this.type(text.at(-1)!);
      }
    }
    return this.ghost();
  }

  /** Grey text; waits until some is shown. */
  async ghost(): Promise<string> {
    await this.page.locator(ghostText).first().waitFor({ timeout: 10_000 });
    // Further lines are other elements, in whatever order.
    const parts = await this.page.locator(ghostText).evaluateAll((nodes) =>
      nodes
        .map((node) => ({ ...node.getBoundingClientRect().toJSON(), text: node.textContent ?? '' }) as { top: number; left: number; text: string })
        .sort((one, other) => one.top - other.top || one.left - other.left)
        .map(({ text }) => text),
    );
    return parts.join('').replaceAll('\u00a0', ' ');
  }

  /** Whether grey text is shown now. */
  async hasGhost(): Promise<boolean> {
    return (await this.page.locator(ghostText).count()) > 0;
  }

  /** Saves the active file and gives what is on disk then. */
  async save(path: string): Promise<string> {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    return this.read(path);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Opens the lightbulb's menu at the caret and gives its entries. */
  async quickFixes(): Promise<Locator> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press('Control+.');
      try {
        await rows.first().waitFor({ timeout: 5_000 });
        return rows;
      } catch (failure) {
        if (attempt === 5) {
          throw failure;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The document inside the visible web view. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** A notification, by a part of its text. */
  notification(text: string): Locator {
    return this.page.locator('.notification-toast, .notifications-list-container .notification-list-item').filter({ hasText: text }).first();
  }

  async screenshot(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  /** Opens the same folder again, as the same user: what the editor keeps for them is kept. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForSelector('.monaco-workbench .part.statusbar');
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  private async quickInput(key: string, text: string, { wait }: { wait?: string } = {}): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input');
    // What takes the focus just now closes it again.
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await input.waitFor({ timeout: 5_000 });
        await input.fill(text, { timeout: 5_000 });
        break;
      } catch (failure) {
        if (attempt === 4) {
          throw failure;
        }
        await this.page.keyboard.press('Escape');
      }
    }
    if (wait !== undefined) {
      await this.page.locator(wait).first().waitFor();
    }
    await this.page.keyboard.press('Enter');
    // What was chosen may ask for something else in its turn.
    await until(async () => !(await input.evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value))).includes(text), 20_000, `the editor takes ${text}`);
  }
}

/** Chromium, which asks nothing of anyone by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

const ghostText = '.ghost-text-decoration, .ghost-text';

/** A program in the place of `dotnet` that starts a server of the tests; gives its path. */
export function pretendServer(script: string): string {
  mkdirSync(results, { recursive: true });
  const path = join(results, `dotnet-${script}`);
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = --list-sdks ]; then echo '10.0.0 [/nowhere]'; else exec '${process.execPath}' '${join(here, script)}'; fi\n`, { mode: 0o755 });
  return path;
}

let copies = 0;

/** A copy of the sample to work on, restored, so that its solution opens; with settings of the folder's own. */
export function copySample(name: string, settings?: Readonly<Record<string, unknown>>): string {
  const template = join(results, 'sample');
  if (!existsSync(template)) {
    cpSync(join(root, 'samples', 'OrderDesk'), template, { recursive: true, filter: (path) => !/[\\/](bin|obj)([\\/]|$)/.test(path) });
    const dotnet = (...args: string[]): Buffer => execFileSync('dotnet', args, { cwd: template, stdio: 'pipe', env: { ...process.env, MSBUILDDISABLENODEREUSE: '1' } });
    dotnet('restore', 'OrderDesk.sln');
    dotnet('build', 'src/OrderDesk.Generators', '--no-restore', '-nodeReuse:false', '-p:UseSharedCompilation=false');
  }
  // A folder of its own each time: the editor remembers what it had open in one.
  const copy = join(results, 'workspaces', `${process.pid}-${++copies}`, name);
  cpSync(template, copy, { recursive: true });
  if (settings !== undefined) {
    mkdirSync(join(copy, '.vscode'));
    writeFileSync(join(copy, '.vscode', 'settings.json'), JSON.stringify(settings));
  }
  return copy;
}

// It and all that it started.
function endGroup(started: ChildProcess): void {
  try {
    process.kill(-started.pid!, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}

/** Waits until something is so. */
export async function until(isSo: () => Promise<boolean>, patience: number, what: string): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      if (await isSo()) {
        return;
      }
    } catch {
      // Not yet.
    }
    if (Date.now() > end) {
      throw new Error(`in ${patience} ms it did not come to this: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
