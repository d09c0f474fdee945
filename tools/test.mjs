// npm test, npm run check, npm run nightly: builds everything, runs the suites named, ends with one line of counts.
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts, fail, requireCommands, requireSdk, run } from './run.mjs';

const suites = {
  check: { project: 'tests/Assistant.Tests', env: {} },
  slow: { project: 'tests/Assistant.EndToEnd', env: {}, needs: { unshare: 'util-linux', mount: 'mount', git: 'git', strace: 'strace', nvim: 'neovim' } },
  full: { project: 'tests/Assistant.EndToEnd', env: { ASSISTANT_FULL_COUNTS: '1' }, needs: { unshare: 'util-linux', mount: 'mount', git: 'git', strace: 'strace', nvim: 'neovim' } },
};

const chosen = process.argv.slice(2);
requireSdk();
for (const name of chosen) {
  requireCommands(suites[name].needs ?? {});
}

const started = Date.now();
if ((await run('dotnet', ['restore', 'Assistant.sln', '--locked-mode', '-v:q', '-nologo'])) !== 0) {
  fail('packages could not be restored: see the lines above');
}
if ((await run('dotnet', ['build', 'Assistant.sln', '-c', 'Release', '--no-restore', '-m:2', '-nodeReuse:false', '-v:q', '-nologo'])) !== 0) {
  fail('the build failed: see the lines above');
}

const results = join(artifacts, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;
for (const name of chosen) {
  const { project, env } = suites[name];
  const folder = join(results, name);
  const code = await run('dotnet', ['test', project, '-c', 'Release', '--no-build', '-nologo', '--logger', 'trx', '--logger', 'console;verbosity=minimal', '--results-directory', folder], { env });
  const counts = readCounts(folder);
  // A run that crashed, or found nothing to run, has not passed whatever it counted.
  broken ||= (code !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0;
  for (const key of Object.keys(total)) {
    total[key] += counts[key];
  }
}

console.log(`${Math.round((Date.now() - started) / 1000)} seconds`);
if (broken) {
  total.failed++;
  console.log('a test run ended without a result');
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.skipped === 0 ? 0 : 1);

function readCounts(folder) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let files = [];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.trx'));
  } catch {
    return counts;
  }
  for (const file of files) {
    const counters = /<Counters ([^>]*)>/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
    const value = (attribute) => Number(new RegExp(`${attribute}="(\\d+)"`).exec(counters)?.[1] ?? 0);
    counts.passed += value('passed');
    counts.failed += value('failed') + value('error') + value('timeout') + value('aborted');
    counts.skipped += value('total') - value('executed');
  }
  return counts;
}
