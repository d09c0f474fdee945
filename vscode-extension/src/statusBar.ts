import { MarkdownString, StatusBarAlignment, ThemeColor, window, type Disposable } from 'vscode';
import type { StatusView } from './status';

/** The item in the status bar. It is there from the first moment on. */
export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem('assistant.status', StatusBarAlignment.Right, 100);

  constructor() {
    this.item.name = 'Assistant';
    this.item.command = 'assistant.showMenu';
    this.item.text = '$(loading~spin) Assistant';
    this.item.show();
  }

  show(view: StatusView): void {
    this.item.text = view.text;
    this.item.tooltip = new MarkdownString(view.tooltip);
    this.item.accessibilityInformation = { label: view.summary };
    this.item.backgroundColor = view.isWarning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
  }

  dispose(): void {
    this.item.dispose();
  }
}
