// npm start: builds the assistant and lets it repair a copy of the sample.
import { join, relative } from 'node:path';
import { assistantDll, buildAssistant, root, run } from './run.mjs';
import { copySample } from './sample.mjs';

console.error('Building the assistant');
await buildAssistant();
const copy = copySample();
const code = await run('dotnet', [assistantDll, 'fix', join(copy, 'OrderDesk.sln'), '--trust', '--restore', '--apply']);
const shown = relative(root, copy);
console.error(code === 0
  ? `\nThe repaired copy is in ${shown}. See it compile and its tests pass: dotnet test ${join(shown, 'OrderDesk.sln')}`
  : `\nNot everything was repaired; the copy is in ${shown}.`);
process.exit(code);
