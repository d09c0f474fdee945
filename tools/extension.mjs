// npm run extension: the VS Code extension as a package with its server, artifacts/assistant-csharp.vsix.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { artifacts, fail, requireSdk, root, run } from './run.mjs';

const folder = join(root, 'vscode-extension');

/** Installs the packages of a folder as its lock file names them, unless they are there. */
export async function installPackages(where) {
  const lock = readFileSync(join(where, 'package-lock.json'), 'utf8');
  const installed = join(where, 'node_modules/.assistant-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) {
    return;
  }
  if ((await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: where })) !== 0) {
    fail(`packages could not be installed in ${where}: see the lines above`);
  }
  cpSync(join(where, 'package-lock.json'), installed);
}

/** Makes the package and gives its path. */
export async function packageExtension() {
  requireSdk();
  await installPackages(folder);
  const server = join(folder, 'server');
  rmSync(server, { recursive: true, force: true });
  await must('the server could not be built', 'dotnet', ['publish', 'src/Assistant.Cli', '-c', 'Release', '-o', server, '-v:q', '-nologo', '-nodeReuse:false']);
  await must('the extension does not type check', 'npm', ['run', '--silent', 'check'], { cwd: folder });
  await must('the extension could not be built', process.execPath, ['build.mjs'], { cwd: folder });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  mkdirSync(artifacts, { recursive: true });
  const vsix = join(artifacts, 'assistant-csharp.vsix');
  await must('the package could not be made', process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--out', vsix], { cwd: folder });
  return vsix;
}

async function must(complaint, command, args, options) {
  if ((await run(command, args, options)) !== 0) {
    fail(`${complaint}: see the lines above`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await packageExtension();
}
