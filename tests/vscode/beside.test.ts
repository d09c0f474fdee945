// Beside another C# extension: nothing is said twice. The other one is a stand-in with the name of the real one, which no registry here has.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Editor, copySample, results, root, until } from './editor.ts';
import { journey } from './journey.ts';

const prices = 'src/OrderDesk.Domain/Pricing/PriceCalculator.cs';

/** Reports the misspelled name and offers a fix for it, as the compiler's own server does. */
const other = `
const vscode = require('vscode');
exports.activate = () => {
  const found = vscode.languages.createDiagnosticCollection('csharp');
  const look = (document) => {
    const at = document.getText().indexOf('quotse');
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 6));
    found.set(document.uri, document.languageId !== 'csharp' || at < 0 ? [] : [Object.assign(new vscode.Diagnostic(range, "The name 'quotse' does not exist in the current context"), { code: 'CS0103', source: 'csharp' })]);
  };
  vscode.workspace.textDocuments.forEach(look);
  vscode.workspace.onDidOpenTextDocument(look);
  vscode.languages.registerCodeActionsProvider('csharp', { provideCodeActions: () => [new vscode.CodeAction("Change 'quotse' to 'quote'. (other)", vscode.CodeActionKind.QuickFix)] });
};`;

let editor: Editor;
before(async () => {
  const folder = join(results, 'other-extension');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), other);
  writeFileSync(join(folder, 'README.md'), 'A stand-in.\n');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'csharp', publisher: 'ms-dotnettools', version: '1.0.0', engines: { vscode: '^1.106.0' }, main: './index.js', activationEvents: ['onLanguage:csharp'] }),
  );
  const vsix = join(results, 'other.vsix');
  execFileSync(process.execPath, [join(root, 'vscode-extension/node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix], { cwd: folder, stdio: 'pipe' });
  editor = await Editor.start({ name: 'beside', packages: [vsix] });
});
after(async () => {
  await editor.close();
});

journey('beside another C# extension each error stands once, and its fixes are its own', () => editor, async ({ open }) => {
  const window = await open(copySample('beside'));
  await window.ready();
  await window.openFile(prices);
  await window.goTo(29, 32);
  // The file has two errors; the other extension tells of one, and we of none.
  await window.page.locator('.squiggly-error').first().waitFor();
  await until(async () => {
    const rows = await (await window.quickFixes()).allTextContents();
    await window.page.keyboard.press('Escape');
    assert.equal(rows.filter((row) => row.includes('(other)')).length, 1, rows.join(' | '));
    return rows.some((row) => row.includes("Change 'quotse' to 'quotes'"));
  }, 60_000, 'our verified repair is listed beside the other one');
  await window.run('View: Focus Problems');
  const rows = window.page.locator('.markers-panel .monaco-list-row .marker-message-line, .markers-panel .monaco-list-row .details-container');
  await rows.first().waitFor();
  const problems = await window.page.locator('.markers-panel .monaco-list-row').allTextContents();
  assert.equal(problems.filter((row) => row.includes('quotse')).length, 1, problems.join(' | '));
  assert.ok(!problems.some((row) => row.includes('Select')), 'what only we know is not reported');
});
