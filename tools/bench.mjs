// npm run bench [-- part...] [--solution <path>] [options]: one table of what is aimed at and what is measured.
import { editorNode, installEditor } from './editor.mjs';
import { benchEngine } from './engine.mjs';
import { packageExtension } from './extension.mjs';
import { assistantDll, buildAssistant, fail, requireCommands, root, run } from './run.mjs';

const parts = ['verdict', 'declaration', 'open', 'memory', 'complete', 'server'];
const args = process.argv.slice(2);
const at = args.indexOf('--solution');
const solution = at >= 0 ? args.splice(at, 2)[1] : null;
const chosen = [];
while (args.length > 0 && !args[0].startsWith('-')) {
  chosen.push(args.shift());
}
if (chosen.length === 1 && chosen[0] === 'editor') {
  requireCommands({ chromium: 'chromium fonts-dejavu-core' });
  await installEditor();
  await packageExtension();
  process.exit(await run(editorNode, ['tests/vscode/latency.ts', ...args]));
}
if (chosen.length === 1 && chosen[0] === 'engine') {
  process.exit(await benchEngine(args));
}
// Each is a command of its own, which needs a solution.
const alone = chosen.length === 1 && ['repairs', 'cascade'].includes(chosen[0]) ? chosen[0] : null;
const unknown = chosen.filter((part) => !parts.includes(part));
if (solution === undefined || (alone === null && unknown.length > 0) || (alone !== null && solution === null)) {
  fail(`usage: npm run bench [-- ${parts.join('|')}...] [--solution <path>], npm run bench -- editor [keys], npm run bench -- engine [--quick] [--shapes 0.6b,4b,30b], or npm run bench -- repairs|cascade --solution <path>`);
}
await buildAssistant();
const command = alone !== null
  ? ['debug', alone, solution, '--trust']
  : ['debug', 'bench', ...(solution === null ? ['--multiply', root] : [solution, '--trust']), ...chosen.flatMap((part) => ['--part', part])];
process.exit(await run('dotnet', [assistantDll, ...command, ...args], { cwd: process.env.INIT_CWD ?? root }));
