import { randomBytes } from 'node:crypto';
import { Range, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { dirname, join } from 'node:path';
import type { LedgerEntries } from './ledger';
import { pageHtml, placesIn, requestOf } from './page/html';
import type { PageMessage, PageView } from './page/messages';
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
  private places: ReadonlySet<string> = new Set();
  private part: 'ledger' | 'rejected' | undefined;
  private updates = 0;

  constructor(
    private readonly extensionUri: Uri,
    private readonly source: LedgerSource,
  ) {}

  /** Shows the page. @param part Where it begins. */
  async show(part: 'ledger' | 'rejected'): Promise<void> {
    this.part = part;
    this.panel ??= this.create();
    this.panel.reveal();
    await this.update();
  }

  /** Something was counted. A page that is hidden is brought up to date when it is shown. */
  async update(): Promise<void> {
    if (this.panel?.visible !== true) {
      return;
    }
    const update = ++this.updates;
    const view = await this.view();
    if (update !== this.updates) {
      return;
    }
    this.places = placesIn(view);
    const part = this.part;
    if ((await this.panel?.webview.postMessage({ kind: 'show', view, ...(part === undefined ? {} : { part }) } satisfies PageMessage)) === true) {
      this.part = undefined;
    }
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
    const file = (name: string): string => panel.webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
    panel.webview.html = pageHtml({ title: 'Assistant Ledger', source: panel.webview.cspSource, style: file('ledger.css'), script: file('ledger.js'), nonce: randomBytes(16).toString('base64') });
    return panel;
  }

  // What comes from a page is looked at before it is believed, and leads only where the page was told to.
  private async handle(message: unknown): Promise<void> {
    const request = requestOf(message);
    switch (request?.kind) {
      case 'ready':
      case 'refresh':
        return this.update();
      case 'reset':
        if ((await window.showWarningMessage('Set all counts of this workspace to zero?', { modal: true }, 'Reset')) === 'Reset') {
          this.source.reset();
        }
        return this.update();
      case 'open': {
        const uri = this.places.has(request.target) ? this.resolve(request.target) : null;
        if (uri !== null) {
          const at = Math.max(0, request.line - 1);
          await window.showTextDocument(uri, { selection: new Range(at, 0, at, 0), preview: true }).then(undefined, () => window.showInformationMessage(`Assistant: ${request.target} is not there any more.`));
        }
        return undefined;
      }
      case undefined:
        return undefined;
    }
  }

  private resolve(target: string): Uri | null {
    if (target.startsWith('file:')) {
      return Uri.parse(target);
    }
    const folder = this.source.solutionFolder();
    return folder === null ? null : Uri.file(join(folder, target));
  }
}

/** The folder of an opened solution. */
export function folderOf(solution: string | null): string | null {
  return solution === null ? null : dirname(solution);
}
