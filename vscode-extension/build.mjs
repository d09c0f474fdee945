// Bundles the extension and its page into dist, or the unit tests into out (--tests).
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const tests = process.argv.includes('--tests');
const outdir = tests ? 'out' : 'dist';
rmSync(outdir, { recursive: true, force: true });
const common = { bundle: true, outdir, logLevel: 'warning', minify: !tests, sourcemap: tests ? 'inline' : false };
if (tests) {
  const entryPoints = readdirSync('test').filter((file) => file.endsWith('.test.ts')).map((file) => `test/${file}`);
  await build({ ...common, entryPoints, platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'], outExtension: { '.js': '.cjs' } });
} else {
  await build({ ...common, entryPoints: ['src/extension.ts'], platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] });
  await build({ ...common, outdir: 'dist/page', entryPoints: ['src/page/ledger.ts', 'src/page/ledger.css'], platform: 'browser', target: 'es2023', format: 'iife' });
}
