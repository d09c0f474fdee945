// Bundles the extension and its page into dist, or the unit tests into out (--tests).
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const tests = process.argv.includes('--tests');
const outdir = tests ? 'out' : 'dist';
rmSync(outdir, { recursive: true, force: true });
const common = { bundle: true, outdir, logLevel: 'warning', minify: !tests, metafile: true, legalComments: 'none', sourcemap: tests ? 'inline' : false };
if (tests) {
  const entryPoints = ['test', 'test/page'].flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`));
  await build({ ...common, entryPoints, entryNames: '[name]', platform: 'node', target: 'node20', format: 'cjs', external: ['vscode', 'jsdom'], outExtension: { '.js': '.cjs' } });
} else {
  const extension = await build({ ...common, entryPoints: ['src/extension.ts'], platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] });
  const entryPoints = ['ledger.ts', 'ledger.css', 'chat/chat.ts', 'chat/chat.css'].map((file) => `src/page/${file}`);
  const page = await build({ ...common, outdir: 'dist/page', entryPoints, entryNames: '[name]', platform: 'browser', target: 'es2023', format: 'iife' });
  writeFileSync('dist/LICENSES.txt', licences([extension, page].flatMap(({ metafile }) => Object.keys(metafile.inputs))));
}

/** The licences of the packages that files come from. */
function licences(files) {
  const packages = new Set(files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter((folder) => folder !== undefined));
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file)).map((file) => readFileSync(join(folder, file), 'utf8').trim());
    if (texts.length === 0) {
      throw new Error(`${name} has no licence to pass on`);
    }
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}
