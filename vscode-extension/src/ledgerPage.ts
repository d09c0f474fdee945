import { randomBytes } from 'node:crypto';
import { Range, Uri, ViewColumn, window, workspace, type Disposable, type Webview, type WebviewPanel } from 'vscode';
import { isAbsolute, join, dirname } from 'node:path';
import type { LedgerEntries } from './ledger';
import type { PageMessage, PageRequest, PageView } from './page/messages';
import type { RejectedProposal } from './protocol';

/** What the page shows. */
export interface LedgerSource {
  entries(): LedgerEntries;
  bytesSent(): number;
  /** Folder that paths of diagnostics are relative to; null when no solution is open. */
  solutionFolder(): string | null;
  /** What was thrown away in open files. Rejects when the server does not run. */
  rejected(): Promise<readonly RejectedProposal[]>;
  reset(): void;
}

/** The page with the ledger and with what was thrown away. There is one at most. */
export class LedgerPage implements Disposable {
  private panel: WebviewPanel | undefined;

  constructor(
    private readonly extensionUri: Uri,
    private readonly source: LedgerSource,
  ) {}

  /** Shows the page. @param part Where it begins. */
  async show(part: 'ledger' | 'rejected'): Promise<void> {
    this.panel ??= this.create();
    this.panel.reveal();
    await this.update(part);
  }

  /** Something was counted. */
  async update(part?: 'ledger' | 'rejected'): Promise<void> {
    if (this.panel?.visible !== true) {
      return;
    }
    await this.panel.webview.postMessage({ kind: 'show', view: await this.view(), ...(part === undefined ? {} : { part }) } satisfies PageMessage);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private async view(): Promise<PageView> {
    const shared = { entries: this.source.entries(), bytesSent: this.source.bytesSent() };
    try {
      const rejected = await this.source.rejected();
      return { ...shared, rejected: rejected.map((proposal) => ({ ...proposal, file: workspace.asRelativePath(Uri.parse(proposal.uri)) })), problem: null };
    } catch (failure) {
      return { ...shared, rejected: [], problem: failure instanceof Error ? failure.message : String(failure) };
    }
  }

  private create(): WebviewPanel {
    const dist = Uri.joinPath(this.extensionUri, 'dist', 'page');
    const panel = window.createWebviewPanel('assistant.ledger', 'Assistant Ledger', ViewColumn.Active, { enableScripts: true, localResourceRoots: [dist] });
    panel.iconPath = Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    panel.onDidDispose(() => (this.panel = undefined));
    panel.onDidChangeViewState(() => void this.update());
    panel.webview.onDidReceiveMessage((request: unknown) => void this.handle(request));
    panel.webview.html = pageHtml(panel.webview, dist, randomBytes(16).toString('base64'));
    return panel;
  }

  // What comes from a page is looked at before it is believed.
  private async handle(request: unknown): Promise<void> {
    if (!isRequest(request)) {
      return;
    }
    switch (request.kind) {
      case 'ready':
      case 'refresh':
        return this.update();
      case 'reset':
        if ((await window.showWarningMessage('Set all counts of this workspace to zero?', { modal: true }, 'Reset')) === 'Reset') {
          this.source.reset();
        }
        return this.update();
      case 'open': {
        const uri = this.resolve(request.target);
        if (uri !== null) {
          const at = Math.max(0, request.line - 1);
          await window.showTextDocument(uri, { selection: new Range(at, 0, at, 0), preview: true });
        }
        return undefined;
      }
    }
  }

  private resolve(target: string): Uri | null {
    if (target.startsWith('file:')) {
      return Uri.parse(target);
    }
    const folder = this.source.solutionFolder();
    return folder === null || isAbsolute(target) ? null : Uri.file(join(folder, target));
  }
}

/** The page: nothing runs or loads in it but what lies beside it. */
export function pageHtml(webview: Pick<Webview, 'asWebviewUri' | 'cspSource'>, dist: Uri, nonce: string): string {
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('ledger.css')}">
<title>Assistant Ledger</title>
</head>
<body>
<main id="page"></main>
<script nonce="${nonce}" src="${file('ledger.js')}"></script>
</body>
</html>`;
}

/** The folder of an opened solution. */
export function folderOf(solution: string | null): string | null {
  return solution === null ? null : dirname(solution);
}

function isRequest(value: unknown): value is PageRequest {
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    return false;
  }
  switch (value.kind) {
    case 'ready':
    case 'refresh':
    case 'reset':
      return true;
    case 'open':
      return 'target' in value && typeof value.target === 'string' && 'line' in value && typeof value.line === 'number' && Number.isInteger(value.line);
    default:
      return false;
  }
}
