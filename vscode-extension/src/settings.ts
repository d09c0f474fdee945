import { ConfigurationTarget, workspace, type ConfigurationScope } from 'vscode';

/** The prefix of every setting. */
export const section = 'assistant';

/** What holds for the whole window. */
export interface Settings {
  /** Whether the server runs at all. */
  readonly enable: boolean;
  /** The `dotnet` to start; empty to look for one. */
  readonly dotnetPath: string;
  /** Whether errors and warnings are published. */
  readonly diagnostics: 'auto' | 'on' | 'off';
  /** MSBuild properties, such as `TargetFrameworks`. */
  readonly properties: Readonly<Record<string, string>>;
  /** MiB the engine may take before it is started again. */
  readonly engineMegabytes: number;
}

/** Reads what holds now. */
export function readSettings(): Settings {
  const settings = workspace.getConfiguration(section);
  return {
    enable: settings.get('enable', true),
    dotnetPath: settings.get('dotnetPath', '').trim(),
    diagnostics: settings.get('diagnostics', 'auto'),
    properties: settings.get('properties', {}),
    engineMegabytes: settings.get('engineMegabytes', 4096),
  };
}

/** How grey text is shown in one language or document. */
export interface InlineSettings {
  /** Whether it is shown at all. */
  readonly enabled: boolean;
  /** Whether it comes by itself, or only when asked for. */
  readonly trigger: 'automatic' | 'manual';
}

/** Reads what holds at a place now. */
export function readInlineSettings(scope: ConfigurationScope): InlineSettings {
  const settings = workspace.getConfiguration(`${section}.inlineSuggest`, scope);
  return { enabled: settings.get('enabled', true), trigger: settings.get('trigger', 'automatic') };
}

/** Changes a setting where it is set, so that the change is felt; the user's own where it is set nowhere. */
export async function change(name: string, value: unknown, scope?: ConfigurationScope): Promise<void> {
  const settings = workspace.getConfiguration(section, scope);
  const known = settings.inspect(name);
  const byLanguage = known?.workspaceFolderLanguageValue ?? known?.workspaceLanguageValue ?? known?.globalLanguageValue;
  const target =
    (known?.workspaceFolderLanguageValue ?? known?.workspaceFolderValue) !== undefined
      ? ConfigurationTarget.WorkspaceFolder
      : (known?.workspaceLanguageValue ?? known?.workspaceValue) !== undefined
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
  await settings.update(name, value, target, byLanguage !== undefined);
}
