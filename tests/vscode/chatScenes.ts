// What the chat's page is shown with, and the colours that editors give it.
import type { ChatBlock, ChatPart, ChatTurn } from '../../vscode-extension/src/chat.ts';
import type { ChatView } from '../../vscode-extension/src/page/chat/messages.ts';

const total: ChatBlock = {
  kind: 'edit',
  id: 'total',
  language: 'csharp',
  code: '/// <summary>What the order costs, without its cancelled lines.</summary>\npublic decimal Total()\n{\n    return Lines.Where(line => !line.IsCancelled).Sum(line => line.Price * line.Count);\n}\n',
  path: 'src/OrderDesk.Domain/Orders/Order.cs',
  title: 'Order.Total()',
  verdict: 'accepted',
  reason: null,
  newDiagnostics: [],
  silencing: [],
  together: ['cancelled'],
};

const cancelled: ChatBlock = { ...total, id: 'cancelled', code: 'public bool IsCancelled { get; init; }\n', path: 'src/OrderDesk.Domain/Orders/OrderLine.cs', title: 'OrderLine.IsCancelled', together: ['total'] };

export const rejected: ChatBlock = {
  ...total,
  id: 'rejected',
  code: 'public decimal Discount() => Customer.Rebate * Totl();\n',
  title: 'Order.Discount()',
  verdict: 'rejected',
  newDiagnostics: [
    { id: 'CS1061', path: 'src/OrderDesk.Domain/Orders/Order.cs', line: 42, message: "'Customer' does not contain a definition for 'Rebate'" },
    { id: 'CS0103', path: 'src/OrderDesk.Domain/Orders/Order.cs', line: 42, message: "The name 'Totl' does not exist in the current context" },
  ],
  together: [],
};

const fragment: ChatBlock = { ...total, id: 'fragment', code: 'dotnet test tests/OrderDesk.Tests --filter Total\n', language: 'bash', path: null, title: null, verdict: 'notVerified', reason: 'This is no C#.', together: [] };

const tier: ChatPart = { kind: 'tier', tier: 'small', model: 'qwen3-4b', local: true, reason: 'a short question' };

const answered: ChatTurn = {
  text: 'Leave cancelled lines out of the total.',
  about: ['Order.cs:31-40'],
  parts: [
    tier,
    { kind: 'text', text: '`Total` adds up **every** line. Lines that are cancelled need a mark of their own, which `Order` then leaves out:\n\n' },
    total,
    cancelled,
    { kind: 'text', text: 'The sum stays a `decimal`, so nothing is rounded. See [how sums work](https://learn.example/linq/sum).\n\n1. An order without lines costs nothing.\n2. A cancelled line is kept, but not counted.\n' },
  ],
  outcome: 'answered',
  message: null,
};

const tried: ChatTurn = {
  text: 'And a discount for good customers? Show me how to test it, too.',
  about: ['Order.cs:31-40', '#problems'],
  parts: [{ ...tier, tier: 'large', model: 'qwen3-coder-30b', local: false, reason: 'new code in more than one place' }, { kind: 'text', text: 'A discount belongs to the order:\n\n' }, rejected, { kind: 'text', text: 'Then run the tests:\n\n' }, fragment],
  outcome: null,
  message: null,
};

const base: ChatView = {
  session: 's1',
  turns: [],
  sessions: [
    { session: 's1', title: 'Leave cancelled lines out of the total', changed: '2026-01-03T10:00:00Z' },
    { session: 's2', title: 'Why does OrderBoard keep its orders twice, and what would be lost without that?', changed: '2026-01-02T10:00:00Z' },
    { session: 's3', title: 'A test for Shipping', changed: '2025-12-30T10:00:00Z' },
  ],
  state: 'ready',
  problem: null,
  place: 'Order.cs:31-40',
};

/** Views of the page, by name. */
export const scenes = {
  answered: { ...base, turns: [answered] },
  writing: { ...base, turns: [tried] },
  examples: { ...base, session: 's4', sessions: base.sessions.slice(1) },
  noModel: { ...base, session: 's4', sessions: [], state: 'noModel', problem: 'No model is configured.', place: null },
  noServer: { ...base, session: 's4', state: 'noServer', problem: 'There is no .NET SDK 10 or later: install one, or name it in assistant.dotnetPath.' },
} as const satisfies Readonly<Record<string, ChatView>>;

/** What an editor says of itself to a page: classes of its body, and colours. */
export const themes = {
  dark: {
    body: 'vscode-dark',
    colors: {
      'foreground': '#cccccc',
      'sideBar-foreground': '#cccccc',
      'descriptionForeground': '#9d9d9d',
      'sideBar-background': '#181818',
      'editor-background': '#1f1f1f',
      'editor-foreground': '#cccccc',
      'input-background': '#313131',
      'input-border': '#3c3c3c',
      'input-foreground': '#cccccc',
      'input-placeholderForeground': '#989898',
      'widget-border': '#313131',
      'focusBorder': '#0078d4',
      'textLink-foreground': '#4daafc',
      'textCodeBlock-background': '#2b2b2b',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'badge-background': '#616161',
      'badge-foreground': '#f8f8f8',
      'errorForeground': '#f85149',
      'charts-green': '#89d185',
      'charts-red': '#f14c4c',
      'list-hoverBackground': '#2a2d2e',
      'editorSuggestWidget-background': '#202020',
      'editorSuggestWidget-border': '#454545',
      'editorSuggestWidget-selectedBackground': '#04395e',
      'editorSuggestWidget-selectedForeground': '#ffffff',
    },
  },
  light: {
    body: 'vscode-light',
    colors: {
      'foreground': '#3b3b3b',
      'sideBar-foreground': '#3b3b3b',
      'descriptionForeground': '#3b3b3b',
      'sideBar-background': '#f8f8f8',
      'editor-background': '#ffffff',
      'editor-foreground': '#3b3b3b',
      'input-background': '#ffffff',
      'input-border': '#cecece',
      'input-foreground': '#3b3b3b',
      'input-placeholderForeground': '#767676',
      'widget-border': '#e5e5e5',
      'focusBorder': '#005fb8',
      'textLink-foreground': '#005fb8',
      'textCodeBlock-background': '#f8f8f8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'badge-background': '#cccccc',
      'badge-foreground': '#3b3b3b',
      'errorForeground': '#f85149',
      'charts-green': '#388a34',
      'charts-red': '#e51400',
      'list-hoverBackground': '#f2f2f2',
      'editorSuggestWidget-background': '#f8f8f8',
      'editorSuggestWidget-selectedBackground': '#e8e8e8',
      'editorSuggestWidget-selectedForeground': '#000000',
    },
  },
  contrast: {
    body: 'vscode-high-contrast',
    colors: {
      'foreground': '#ffffff',
      'descriptionForeground': '#ffffffb3',
      'sideBar-background': '#000000',
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      'input-background': '#000000',
      'input-foreground': '#ffffff',
      'contrastBorder': '#6fc3df',
      'contrastActiveBorder': '#f38518',
      'focusBorder': '#f38518',
      'textLink-foreground': '#21a6ff',
      'button-background': '#000000',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'button-secondaryBackground': '#000000',
      'button-secondaryForeground': '#ffffff',
      'badge-background': '#000000',
      'badge-foreground': '#ffffff',
      'errorForeground': '#f48771',
      'charts-green': '#89d185',
      'charts-red': '#f48771',
      'editorSuggestWidget-background': '#0c141f',
      'editorSuggestWidget-border': '#6fc3df',
    },
  },
  // No editor's, as in a test or in a host that says nothing.
  alone: { body: '', colors: {} },
} as const satisfies Readonly<Record<string, { readonly body: string; readonly colors: Readonly<Record<string, string>> }>>;
