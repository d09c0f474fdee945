// npm run bench -- engine: local models, ours against node-llama-cpp on the same library.
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts, assistantDll, buildAssistant, fail, installPackages, output, root, run } from './run.mjs';

const project = 'bench/Assistant.Bench.Engine';
const other = join(root, 'bench/engine');
const library = join(root, 'src/Assistant.ModelHost/Library/node_modules/@node-llama-cpp');

/** Installs and builds what is needed, measures, and gives the exit code. */
export async function benchEngine(args) {
  await buildAssistant();
  await installPackages(other);
  // The very files that the host loads, instead of copies of every platform's.
  const linked = join(other, 'node_modules/@node-llama-cpp');
  if (!existsSync(linked)) {
    symlinkSync(library, linked, 'junction');
  }
  if (output('dotnet', ['build', project, '-c', 'Release', '-v:q', '-nologo', '-nodeReuse:false', '-p:UseSharedCompilation=false']) === null) {
    fail(`the bench could not be built, see why with: dotnet build ${project} -c Release`);
  }
  const places = ['--models', join(artifacts, 'engine-models'), '--assistant', assistantDll, '--node', process.execPath, '--script', join(other, 'speed.mjs')];
  return run('dotnet', [join(root, project, 'bin/Release/net10.0/Assistant.Bench.Engine.dll'), ...args, ...places]);
}
