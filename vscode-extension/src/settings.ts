import { workspace, type ConfigurationScope } from 'vscode';

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
