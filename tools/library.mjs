// The prebuilt llama.cpp that the model host loads, in the version that src/Assistant.ModelHost/Library/package.json names.
// The one for processors is installed before each build (run.mjs).
// npm run library -- cuda|vulkan: one for a graphics card, which is 80 to 180 MB and so only on request.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts, fail, root, run } from './run.mjs';

const library = join(root, 'src/Assistant.ModelHost/Library');

/** Installs a library for a graphics card and gives its folder. */
async function installFor(card) {
  const system = { linux: 'linux', win32: 'win' }[process.platform];
  if (!['cuda', 'vulkan'].includes(card) || system === undefined || process.arch !== 'x64') {
    fail('usage: npm run library -- cuda|vulkan, on Linux or Windows with an x64 processor (on a Mac the usual library uses Metal)');
  }
  const { optionalDependencies } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
  const name = `@node-llama-cpp/${system}-x64-${card}`;
  const folder = join(artifacts, `llama-${card}`);
  if ((await run('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${optionalDependencies[`@node-llama-cpp/${system}-x64`]}`])) !== 0) {
    fail(`${name} could not be installed: see the lines above`);
  }
  const bins = join(folder, 'node_modules', name, 'bins');
  return join(bins, readdirSync(bins).find((entry) => existsSync(join(bins, entry))));
}

console.log(`Start the host with: assistant host --library ${await installFor(process.argv[2])}`);
