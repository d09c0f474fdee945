// npm run picture: the real output of npm start's command as docs/fix.svg, and what the last journeys saw in VS Code, so that
// the README shows nothing invented.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts, assistantDll, buildAssistant, root } from './run.mjs';
import { copySample } from './sample.mjs';

const charWidth = 8.4;
const lineHeight = 19;
const columns = 118;
const colors = { 30: '#555', 31: '#f47067', 32: '#6bc46d', 36: '#57b6c2', 37: '#d0d7de', 90: '#8b949e', 91: '#f47067', 92: '#6bc46d', 96: '#57b6c2' };

await buildAssistant();
const copy = copySample();
const result = spawnSync('dotnet', [assistantDll, 'fix', 'OrderDesk.sln', '--trust', '--restore'], {
  cwd: copy,
  encoding: 'utf8',
  env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '', INIT_CWD: copy },
});
const lines = result.stdout.trimEnd().split('\n');
const plain = (line) => line.replaceAll(/\x1b\[[0-9;]*m/g, '');
const ledger = lines.findIndex((line) => plain(line) === 'Ledger');
// Blocks are separated by blank lines: the heading, one block for each diagnostic, then the ledger.
const blocks = lines.slice(0, ledger).join('\n').split('\n\n').map((block) => block.split('\n')).filter((block) => block.join('') !== '');
const chosen = [...new Set([...blocks.slice(0, 4), ...blocks.filter((block) => plain(block.join('\n')).includes('thrown away')).slice(0, 1)])];
const shown = ['$ assistant fix OrderDesk.sln', ...chosen.flatMap((block) => [...block, '']), '\x1b[90m  …\x1b[0m', '', ...lines.slice(ledger)];
writeFileSync(join(root, 'docs/fix.svg'), svg(shown));
console.log(`docs/fix.svg: ${shown.length} lines of ${lines.length}`);

for (const name of ['several-lines.png', 'preview.png', 'model-preview.png', 'chat.png']) {
  const taken = join(artifacts, 'vscode/pictures', name);
  console.log(existsSync(taken) ? `docs/${name}` : `docs/${name} stays as it is: npm run journeys takes it`);
  if (existsSync(taken)) {
    copyFileSync(taken, join(root, 'docs', name));
  }
}

function svg(rows) {
  const width = Math.round(columns * charWidth + 32);
  const height = rows.length * lineHeight + 36;
  const text = rows.map((row, index) => `<text x="16" y="${30 + index * lineHeight}">${spans(row)}</text>`).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Terminal output of assistant fix">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d0d7de;white-space:pre}</style>
<rect width="100%" height="100%" rx="8" fill="#161b22"/>
${text}
</svg>
`;
}

// Escape sequences of colors and bold become spans; a row is cut at the picture's width.
function spans(row) {
  let style = '';
  let left = columns;
  return row.split(/(\x1b\[[0-9;]*m)/).map((part) => {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      for (const code of codes.split(';').map(Number)) {
        style = code === 0 ? '' : code === 1 ? `${style}font-weight="bold" ` : colors[code] ? `${style}fill="${colors[code]}" ` : style;
      }
      return '';
    }
    const cut = part.length > left ? `${part.slice(0, Math.max(0, left - 1))}…` : part;
    const shownText = left > 0 ? cut : '';
    left -= part.length;
    return shownText === '' ? '' : `<tspan ${style}xml:space="preserve">${shownText.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</tspan>`;
  }).join('');
}
