// npm run extension: the VS Code extension as a package with its server, artifacts/assistant-csharp.vsix.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { artifacts, fail, installLlama, installPackages, requireSdk, root, run } from './run.mjs';

const folder = join(root, 'vscode-extension');

/** Makes the package and gives its path. */
export async function packageExtension() {
  requireSdk();
  await installPackages(folder);
  // The model library for this platform is part of the server, and so the package is for this platform.
  await installLlama();
  const server = join(folder, 'server');
  rmSync(server, { recursive: true, force: true });
  await must('the server could not be built', 'dotnet', ['publish', 'src/Assistant.Cli', '-c', 'Release', '-o', server, '-v:q', '-nologo', '-nodeReuse:false']);
  await must('the extension does not type check', 'npm', ['run', '--silent', 'check'], { cwd: folder });
  await must('the extension could not be built', process.execPath, ['build.mjs'], { cwd: folder });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  mkdirSync(artifacts, { recursive: true });
  const vsix = join(artifacts, 'assistant-csharp.vsix');
  await must('the package could not be made', process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', '--target', `${process.platform}-${process.arch}`, '--no-dependencies', '--allow-missing-repository', '--out', vsix], { cwd: folder });
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
