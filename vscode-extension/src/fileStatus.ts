import { LanguageStatusSeverity, commands, languages, window, type Disposable } from 'vscode';
import { whyAbsent } from './served';
import type { StatusView } from './status';

/** What is said of the file in front of the user, in the language's status: what it takes part in, or why it does not. */
export class FileStatus implements Disposable {
  private readonly item = languages.createLanguageStatusItem('assistant.file', { language: 'csharp' });
  private readonly listener = window.onDidChangeActiveTextEditor(() => this.show());
  private view: StatusView | undefined;

  constructor() {
    this.item.name = 'Assistant';
    this.item.command = { title: 'Menu', command: 'assistant.showMenu' };
    this.show();
  }

  /** The server is another way now. */
  update(view: StatusView): void {
    this.view = view;
    this.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const document = window.activeTextEditor?.document;
    const absent = document === undefined ? null : whyAbsent(document.uri.scheme);
    void commands.executeCommand('setContext', 'assistant.isServed', document?.languageId === 'csharp' && absent === null);
    this.item.text = 'Assistant';
    this.item.detail = absent ?? this.view?.summary ?? '';
    this.item.severity = absent !== null || this.view?.isWarning === true ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  }
}
