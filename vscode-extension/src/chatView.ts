import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CancellationTokenSource, Range, Uri, commands, env, version, window, type Disposable, type Memento, type WebviewView, type WebviewViewProvider } from 'vscode';
import { LSPErrorCodes, ResponseError } from 'vscode-languageclient/node';
import type { ChatPart, ChatQuestion, ChatResult } from './chat';
import { applyBlock } from './chatApply';
import { ChatPlace } from './chatPlace';
import { chatStateOf, codeOf, pathsIn, tierOf } from './chatSession';
import { Conversation } from './conversation';
import { pageHtml } from './page/html';
import type { ChatMessage, ChatRequest } from './page/chat/messages';
import { chatRequestOf } from './page/chat/requests';
import type { EditPreview } from './preview';
import { methods, type Repaired } from './protocol';
import type { Server, ServerState } from './server';

/** The view in the secondary side bar. */
export const chatView = 'assistant.chat';
/** The same view in the activity bar, for editors whose secondary side bar takes no views of extensions. */
export const chatViewOfOld = 'assistant.chatInActivityBar';
/** From 1.106 on the secondary side bar takes views of extensions. */
export const takesViewsAtSide = version.localeCompare('1.106.0', 'en', { numeric: true }) >= 0;
const currentSession = 'chatSession';

/** What the panel works with. */
export interface ChatOptions {
  readonly extensionUri: Uri;
  readonly memory: Memento;
  readonly server: Server;
  readonly preview: EditPreview;
  /** Folder that paths of blocks are relative to; null when nothing is opened. */
  folder(): string | null;
  /** A block was applied. */
  note(repaired: Repaired): void;
  recommend(): Promise<void>;
  openSettings(): Promise<void>;
}

/** The chat panel: shows the page, and does for it what only an editor can. */
export class ChatView implements WebviewViewProvider, Disposable {
  private readonly place = new ChatPlace();
  private readonly conversation: Conversation;
  private readonly moving: Disposable;
  private view: WebviewView | undefined;
  private focusing: ChatMessage | undefined;
  private isPageThere = false;
  private isLoaded = false;
  private told = '';

  constructor(private readonly options: ChatOptions) {
    const { memory, server } = options;
    this.conversation = new Conversation(memory.get<string>(currentSession) ?? randomUUID(), {
      request: (method, parameters) => server.request(method, parameters),
      ask: (question, hear, stop) => ask(server, question, hear, stop),
      post: (message) => this.post(message),
      state: () => chatStateOf(server.state),
      place: () => this.place.current,
      newId: randomUUID,
      remember: (session) => void memory.update(currentSession, session),
    });
    this.moving = this.place.onDidMove(() => this.post({ kind: 'place', place: this.place.current?.label ?? null }));
  }

  resolveWebviewView(view: WebviewView): void {
    const dist = Uri.joinPath(this.options.extensionUri, 'dist', 'page');
    const { webview } = view;
    const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
    this.view = view;
    // A page that is hidden is thrown away, and says that it is ready when there is another.
    this.isPageThere = false;
    view.onDidChangeVisibility(() => (this.isPageThere &&= view.visible));
    view.onDidDispose(() => {
      if (this.view === view) {
        this.view = undefined;
        this.isPageThere = false;
      }
    });
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((message: unknown) => {
      const request = chatRequestOf(message);
      if (request !== null) {
        void this.handle(request);
      }
    });
    webview.html = pageHtml({ title: 'Assistant Chat', source: webview.cspSource, style: file('chat.css'), script: file('chat.js'), nonce: randomBytes(16).toString('base64') });
  }

  /** Puts the caret into the question. @param text What to put there with it. */
  async focus(text: string | null): Promise<void> {
    this.focusing = { kind: 'focus', text };
    await commands.executeCommand(`${this.view?.viewType ?? (takesViewsAtSide ? chatView : chatViewOfOld)}.focus`);
    this.giveFocus();
  }

  /** Begins another conversation, and shows the panel. */
  async begin(): Promise<void> {
    this.conversation.begin();
    await this.focus(null);
  }

  /** Has all conversations of this workspace forgotten, if the user means it. */
  async clear(): Promise<void> {
    const isKnown = await this.conversation.load();
    const many = isKnown ? `${this.conversation.kept.length} kept on this machine. ` : '';
    const chosen = await window.showWarningMessage('Delete all conversations of this workspace?', { modal: true, detail: `${many}This cannot be undone.` }, 'Delete');
    if (chosen === 'Delete') {
      await this.conversation.forget(null);
    }
  }

  /** The server is another way now. */
  update(state: ServerState): void {
    this.isLoaded &&= state.kind === 'running';
    const told = JSON.stringify(chatStateOf(state));
    if (told !== this.told) {
      this.told = told;
      this.conversation.show();
    }
    void this.load();
  }

  dispose(): void {
    this.conversation.stop();
    this.moving.dispose();
    this.place.dispose();
  }

  private post(message: ChatMessage): void {
    void this.view?.webview.postMessage(message);
  }

  private giveFocus(): void {
    if (this.focusing !== undefined && this.isPageThere) {
      this.post(this.focusing);
      this.focusing = undefined;
    }
  }

  // Once for each server, and only when somebody looks; again when its engine was not there yet.
  private async load(): Promise<void> {
    if (!this.isLoaded && this.view !== undefined && this.options.server.state.kind === 'running') {
      this.isLoaded = true;
      this.isLoaded = await this.conversation.load();
    }
  }

  // What the page asks for was looked at; it is still data: it leads only where the conversation does.
  private async handle(request: ChatRequest): Promise<void> {
    const { conversation } = this;
    switch (request.kind) {
      case 'ready':
        this.isPageThere = true;
        conversation.show();
        this.giveFocus();
        return this.load();
      case 'ask':
        return conversation.ask(request.text, request.place);
      case 'stop':
        return conversation.stop();
      case 'new':
        return conversation.begin();
      case 'open':
        return conversation.open(request.session);
      case 'forget':
        return conversation.forget(request.session);
      case 'mentions':
        return conversation.mention(request.query);
      case 'copy':
        return env.clipboard.writeText(codeOf(conversation.said, request.id));
      case 'insert':
        if (!(await this.place.insert(codeOf(conversation.said, request.id)))) {
          void window.showInformationMessage('Assistant: open the C# file first that the code goes into.');
        }
        return undefined;
      case 'apply':
        return this.apply(request.id);
      case 'link':
        return openLink(request.address);
      case 'place':
        return this.open(request.path, request.line);
      case 'recommend':
        return this.options.recommend();
      case 'settings':
        return this.options.openSettings();
    }
  }

  private async apply(id: string): Promise<void> {
    const { server, preview, note } = this.options;
    try {
      const outcome = await applyBlock(id, { preview, request: (method, parameters) => server.request(method, parameters), convert: (edit) => server.convert(edit) });
      if (outcome.applied) {
        note({ tier: tierOf(this.conversation.said, id), count: 1 });
      }
      this.post({ kind: 'applied', id, failure: outcome.applied ? null : (outcome.failureReason ?? '') });
    } catch (failure) {
      this.post({ kind: 'applied', id, failure: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  private async open(path: string, line: number): Promise<void> {
    const folder = this.options.folder();
    if (folder !== null && pathsIn(this.conversation.said).has(path)) {
      const at = Math.max(0, line - 1);
      await window.showTextDocument(Uri.file(join(folder, path)), { selection: new Range(at, 0, at, 0), preview: true }).then(undefined, () => window.showInformationMessage(`Assistant: ${path} is not there.`));
    }
  }
}

// An address leads out of the editor, so its user sees all of it first.
async function openLink(address: string): Promise<void> {
  const { href, protocol } = new URL(address);
  if (['http:', 'https:'].includes(protocol) && (await window.showWarningMessage('Open this address outside of the editor?', { modal: true, detail: href }, 'Open')) === 'Open') {
    await env.openExternal(Uri.parse(href, true));
  }
}

async function ask(server: Server, question: ChatQuestion, hear: (part: ChatPart) => void, stop: AbortSignal): Promise<ChatResult> {
  const source = new CancellationTokenSource();
  stop.addEventListener('abort', () => source.cancel());
  try {
    return await server.requestInParts<ChatResult, ChatPart>(methods.chat, question, hear, source.token);
  } catch (failure) {
    if (failure instanceof ResponseError && failure.code === LSPErrorCodes.RequestCancelled) {
      return { outcome: 'cancelled', message: null };
    }
    throw failure;
  } finally {
    source.dispose();
  }
}
