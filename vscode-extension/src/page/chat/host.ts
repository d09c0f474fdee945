import { messageOf } from './incoming';
import type { ChatMessage, ChatRequest } from './messages';

/** Who shows the page. */
export interface Host {
  post(request: ChatRequest): void;
  listen(hear: (message: ChatMessage) => void): void;
  /** The question that was not sent when the page was shown last. */
  draft(): string;
  keepDraft(draft: string): void;
}

interface VsCode {
  postMessage(message: ChatRequest): void;
  getState(): unknown;
  setState(state: { readonly draft: string }): void;
}

interface WebView2 {
  postMessage(message: ChatRequest): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

declare global {
  function acquireVsCodeApi(): VsCode;
  interface Window {
    readonly chrome?: { readonly webview?: WebView2 };
  }
}

/** VS Code, Visual Studio, or a window of no one's. */
export function hostOf(window: Window & typeof globalThis): Host {
  if (typeof window.acquireVsCodeApi === 'function') {
    const editor = window.acquireVsCodeApi();
    return {
      post: (request) => editor.postMessage(request),
      listen: (hear) => window.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard(data, hear)),
      draft: () => draftIn(editor.getState()),
      keepDraft: (draft) => editor.setState({ draft }),
    };
  }
  const view = window.chrome?.webview;
  if (view !== undefined) {
    return {
      post: (request) => view.postMessage(request),
      listen: (hear) => view.addEventListener('message', ({ data }) => heard(data, hear)),
      draft: () => '',
      keepDraft: () => undefined,
    };
  }
  return {
    post: (request) => void window.dispatchEvent(new window.CustomEvent('request', { detail: request })),
    listen: (hear) => window.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard(data, hear)),
    draft: () => '',
    keepDraft: () => undefined,
  };
}

// What comes from outside is looked at before it is believed.
function heard(data: unknown, hear: (message: ChatMessage) => void): void {
  const message = messageOf(data);
  if (message !== null) {
    hear(message);
  }
}

function draftIn(state: unknown): string {
  return typeof state === 'object' && state !== null && 'draft' in state && typeof state.draft === 'string' ? state.draft : '';
}
