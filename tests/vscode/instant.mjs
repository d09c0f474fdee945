// A language server that answers at once: what an editor takes by itself is measured with it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(fileURLToPath(new URL('../../vscode-extension/package.json', import.meta.url)));
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require('vscode-jsonrpc/node');

const connection = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
connection.onRequest('initialize', () => ({ capabilities: { textDocumentSync: { openClose: true, change: 2 }, inlineCompletionProvider: {} } }));
connection.onRequest('textDocument/inlineCompletion', ({ position }) => [{ insertText: 'Remove(order);', range: { start: position, end: position } }]);
connection.onRequest('shutdown', () => null);
connection.onNotification('initialized', () =>
  connection.sendNotification('assistant/status', { state: 'ready', message: 'instant', trusted: true, solution: null, solutions: [], models: [], accepted: 0, rejected: 0, rejectedBy: [], memoryBytes: 0 }),
);
connection.onNotification('exit', () => process.exit(0));
connection.listen();
