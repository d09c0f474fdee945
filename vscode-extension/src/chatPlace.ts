import { EventEmitter, SnippetString, window, type Disposable, type TextEditor } from 'vscode';
import type { ChatAttachment } from './chat';
import { labelOf } from './chatSession';

/** How long the caret must rest before its place is told, in milliseconds. */
const rest = 100;

/** The code at the caret of the C# editor that was used last; it stays so while the panel has the focus. */
export class ChatPlace implements Disposable {
  private readonly moved = new EventEmitter<void>();
  private readonly listeners: readonly Disposable[];
  private editor: TextEditor | undefined;
  private pause: NodeJS.Timeout | undefined;

  constructor() {
    this.follow(window.activeTextEditor);
    this.listeners = [
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      window.onDidChangeVisibleTextEditors(() => this.tell()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.editor) {
          this.tell();
        }
      }),
    ];
  }

  /** Fires when the place may be another. */
  readonly onDidMove = this.moved.event;

  /** Null when no C# file is shown. */
  get current(): { readonly label: string; readonly attachment: ChatAttachment } | null {
    const editor = this.shown;
    if (editor === undefined) {
      return null;
    }
    const { start, end } = editor.selection;
    const range = { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } };
    return { label: labelOf(editor.document.uri.path, range.start, range.end), attachment: { kind: 'selection', uri: editor.document.uri.toString(), range } };
  }

  /** Puts code at the caret of the C# editor in front, indented as the line is, in one step; false when there is no editor for it. */
  async insert(code: string): Promise<boolean> {
    const active = window.activeTextEditor;
    const editor = active?.document.languageId === 'csharp' && ['file', 'untitled'].includes(active.document.uri.scheme) ? active : this.shown;
    return code !== '' && editor !== undefined && (await editor.insertSnippet(new SnippetString().appendText(code), editor.selection));
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.listeners.forEach((listener) => void listener.dispose());
    this.moved.dispose();
  }

  private get shown(): TextEditor | undefined {
    const { visibleTextEditors } = window;
    return this.editor !== undefined && visibleTextEditors.includes(this.editor) ? this.editor : visibleTextEditors.find(isSource);
  }

  private follow(editor: TextEditor | undefined): void {
    if (editor !== undefined && isSource(editor)) {
      this.editor = editor;
    }
    this.tell();
  }

  private tell(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.moved.fire(), rest);
  }
}

function isSource({ document }: TextEditor): boolean {
  return document.languageId === 'csharp' && document.uri.scheme === 'file';
}
