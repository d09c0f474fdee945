// npm run bench [-- verdict] [--solution <path>]: the verifier against csc, both sides in one run.
import { assistantDll, buildAssistant, fail, root, run } from './run.mjs';
import { join } from 'node:path';

const args = process.argv.slice(2);
const at = args.indexOf('--solution');
const solution = at >= 0 ? args.splice(at, 2)[1] : join(root, 'Assistant.sln');
const part = args.shift() ?? 'verdict';
if (part !== 'verdict' || solution === undefined) {
  fail('usage: npm run bench [-- verdict] [--solution <path>]');
}
buildAssistant();
process.exit(await run('dotnet', [assistantDll, 'debug', 'exact', solution, '--trust', '--count', '84', '--seed', '1', ...args], { cwd: process.env.INIT_CWD ?? root }));
