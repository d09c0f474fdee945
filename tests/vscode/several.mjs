// A language server with one repair, which changes two files: what the extension does with such a one, whatever it repairs.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(fileURLToPath(new URL('../../vscode-extension/package.json', import.meta.url)));
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require('vscode-jsonrpc/node');

const connection = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const start = { line: 0, character: 0 };
const insertion = (uri, version) => ({ textDocument: { uri, version }, edits: [{ range: { start, end: start }, newText: '// repaired\n', annotationId: 'a' }] });
let version = 1;
connection.onRequest('initialize', () => ({ capabilities: { textDocumentSync: { openClose: true, change: 2 }, codeActionProvider: { codeActionKinds: ['quickfix'] } } }));
connection.onNotification('textDocument/didOpen', ({ textDocument }) => (version = textDocument.version));
connection.onNotification('textDocument/didChange', ({ textDocument }) => (version = textDocument.version));
connection.onRequest('textDocument/codeAction', ({ textDocument: { uri } }) => [
  {
    title: 'Repair both',
    kind: 'quickfix',
    data: { tier: 'rules', count: 1 },
    edit: { documentChanges: [insertion(uri, version), insertion(uri.replace('PriceCalculator.cs', 'IDiscountRule.cs'), null)], changeAnnotations: { a: { label: 'Repair both', needsConfirmation: true } } },
  },
]);
connection.onRequest('shutdown', () => null);
connection.onNotification('initialized', () =>
  connection.sendNotification('assistant/status', { state: 'ready', message: 'two files', trusted: true, solution: null, solutions: [], models: [], accepted: 0, rejected: 0, rejectedBy: [], memoryBytes: 0 }),
);
connection.onNotification('exit', () => process.exit(0));
connection.listen();
