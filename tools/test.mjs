// npm test, npm run check, npm run nightly: builds everything, runs the suites named, ends with one line of counts.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from './extension.mjs';
import { editorNode, installEditor } from './editor.mjs';
import { artifacts, fail, installLlama, installPackages, requireCommands, requireSdk, root, run } from './run.mjs';

const endToEnd = { unshare: 'util-linux', setsid: 'util-linux', mount: 'mount', git: 'git', strace: 'strace', nvim: 'neovim' };
const fullCounts = { ASSISTANT_FULL_COUNTS: '1' };
const suites = {
  check: { needs: {}, parts: [dotnetTests('tests/Assistant.Tests'), dotnetTests('tests/Assistant.ModelHost.Tests', { filter: 'Speed!=Slow' }), dotnetTests('tests/Assistant.Models.Tests', { filter: 'Speed!=Slow' }), extensionTests] },
  slow: { needs: { ...endToEnd, chromium: 'chromium fonts-dejavu-core' }, parts: [dotnetTests('tests/Assistant.EndToEnd'), dotnetTests('tests/Assistant.ModelHost.Tests', { filter: 'Speed=Slow' }), dotnetTests('tests/Assistant.Models.Tests', { filter: 'Speed=Slow' }), journeys] },
  full: { needs: { ...endToEnd, chromium: 'chromium fonts-dejavu-core' }, parts: [dotnetTests('tests/Assistant.EndToEnd', { env: fullCounts }), dotnetTests('tests/Assistant.ModelHost.Tests', { env: fullCounts }), dotnetTests('tests/Assistant.Models.Tests', { env: fullCounts }), journeys] },
  journeys: { needs: { chromium: 'chromium fonts-dejavu-core' }, parts: [journeys] },
};

const chosen = process.argv.slice(2);
requireSdk();
for (const name of chosen) {
  requireCommands(suites[name].needs);
}

const started = Date.now();
await installLlama();
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
for (const part of chosen.flatMap((name) => suites[name].parts)) {
  const { code, counts } = await part();
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

/** The tests of a .NET project, or those of them that a filter names. */
function dotnetTests(project, { env = {}, filter = '' } = {}) {
  return async () => {
    // A project may come twice, each time with other tests.
    const folder = join(results, `${project}-${filter}`.replaceAll(/[^A-Za-z0-9.]/g, '-'));
    const only = filter === '' ? [] : ['--filter', filter];
    const code = await run('dotnet', ['test', project, ...only, '-c', 'Release', '--no-build', '-nologo', '--logger', 'trx', '--logger', 'console;verbosity=minimal', '--results-directory', folder], { env });
    return { code, counts: trxCounts(folder) };
  };
}

/** The extension's types and unit tests, and the types of these scripts. */
async function extensionTests() {
  const folder = join(root, 'vscode-extension');
  await installPackages(folder);
  if ((await run(process.execPath, ['vscode-extension/node_modules/typescript/bin/tsc', '-p', 'tools'])) !== 0) {
    fail('the scripts do not type check: see the lines above');
  }
  if ((await run('npm', ['run', '--silent', 'check'], { cwd: folder })) !== 0 || (await run(process.execPath, ['build.mjs', '--tests'], { cwd: folder })) !== 0) {
    fail('the extension does not compile: see the lines above');
  }
  return await nodeTests(process.execPath, filesIn(join(folder, 'out'), '.test.cjs'), { cwd: folder });
}

/** Journeys through the packaged extension in a real VS Code, one after the other. */
async function journeys() {
  await installEditor();
  await packageExtension();
  if ((await run(process.execPath, ['vscode-extension/node_modules/typescript/bin/tsc', '-p', 'tests/vscode'])) !== 0) {
    fail('the journeys do not type check: see the lines above');
  }
  rmSync(join(artifacts, 'vscode'), { recursive: true, force: true });
  const result = await nodeTests(editorNode, filesIn(join(root, 'tests/vscode'), '.test.ts'), { cwd: root });
  const retried = join(artifacts, 'vscode/retried.txt');
  const again = existsSync(retried) ? readFileSync(retried, 'utf8').trimEnd().split('\n') : [];
  console.log(`${again.length} journeys were tried again${again.length === 0 ? '' : `:\n${again.join('\n')}`}`);
  return result;
}

async function nodeTests(node, files, options) {
  const tap = join(results, `node-${readdirSync(results).length}.tap`);
  const code = await run(node, ['--test', '--test-concurrency=1', '--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`, ...files], options);
  const text = readFileSync(tap, 'utf8');
  const value = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { code, counts: { passed: value('pass'), failed: value('fail') + value('cancelled'), skipped: value('skipped') + value('todo') } };
}

function filesIn(folder, ending) {
  return readdirSync(folder).filter((file) => file.endsWith(ending)).sort().map((file) => join(folder, file));
}

function trxCounts(folder) {
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
