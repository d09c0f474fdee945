import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { EventEmitter, window } from 'vscode';

/** What the keys Ctrl+C send. */
const interrupt = '\u0003';

/**
 * Runs a program where its user sees it. No shell reads its arguments, and what is shown first is what is run. A terminal of the
 * editor's own would be closed with what it said as soon as the program is done.
 */
export function showInTerminal(name: string, path: string, args: readonly string[]): void {
  const output = new EventEmitter<string>();
  let running: ChildProcess | undefined;
  const write = (text: string): void => output.fire(text.replaceAll(/\r?\n/g, '\r\n'));
  window
    .createTerminal({
      name,
      pty: {
        onDidWrite: output.event,
        open: () => {
          write(`${[path, ...args].map((part) => (/^[\w./:\\-]+$/.test(part) ? part : JSON.stringify(part))).join(' ')}\n\n`);
          running = spawn(path, args, { cwd: homedir(), stdio: ['ignore', 'pipe', 'pipe'] });
          running.stdout?.setEncoding('utf8').on('data', write);
          running.stderr?.setEncoding('utf8').on('data', write);
          running.on('error', (failure) => write(`${failure.message}\n`));
          running.on('close', () => (running = undefined));
        },
        handleInput: (keys: string) => {
          if (keys === interrupt) {
            running?.kill();
          }
        },
        close: () => {
          running?.kill();
          output.dispose();
        },
      },
    })
    .show();
}
