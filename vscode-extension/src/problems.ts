import { Uri } from 'vscode';
import { neededSdk, type DotnetSearch } from './dotnet';
import { sentence } from './sentence';

/** Why the server does not run, and what the user can do about it. */
export interface Problem {
  /** One sentence or two, for people. */
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

/** A button. */
export interface Remedy {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const showLog: Remedy = { title: 'Show Log', command: 'assistant.showLog' };
const startAgain: Remedy = { title: 'Start Again', command: 'assistant.restartServer' };
const getSdk: Remedy = { title: 'Get the .NET SDK', command: 'vscode.open', arguments: [Uri.parse('https://dotnet.microsoft.com/download')] };
const choosePath: Remedy = { title: 'Choose dotnet', command: 'workbench.action.openSettings', arguments: ['assistant.dotnetPath'] };
const openSettings: Remedy = { title: 'Open Settings', command: 'workbench.action.openSettings', arguments: ['@ext:assistant.assistant-csharp'] };
const reinstall: Remedy = { title: 'Show Extension', command: 'workbench.extensions.search', arguments: ['@installed assistant-csharp'] };

/** No usable SDK was found. */
export function noSdk(search: Exclude<DotnetSearch, { kind: 'found' }>): Problem {
  const remedies = [getSdk, choosePath, startAgain];
  switch (search.kind) {
    case 'missing':
      return { message: `The .NET SDK ${neededSdk} was not found. Install it, or say in the settings where its dotnet is; then start again.`, remedies };
    case 'tooOld': {
      const has = search.versions.length === 0 ? 'no SDK' : `only SDK ${search.versions.join(', ')}`;
      return { message: `${search.path} has ${has}; the .NET SDK ${neededSdk} or later is needed. Install it, then start again.`, remedies };
    }
    case 'broken':
      return { message: `${search.path} could not be run: ${search.message} Say in the settings where dotnet is, then start again.`, remedies: [choosePath, startAgain] };
  }
}

/** The package came without its server, or lost it. */
export function noServer(path: string): Problem {
  return { message: `The server is missing from the extension (${path}). Install the extension again.`, remedies: [reinstall, startAgain] };
}

/** It ended too often. */
export function crashLoop(): Problem {
  return { message: 'The server ended five times within three minutes and is not started again by itself. Its log says why.', remedies: [showLog, startAgain] };
}

/** It refused what it was told at the start. */
export function refused(reason: string): Problem {
  return { message: `The server refused its settings: ${reason}.`, remedies: [openSettings, startAgain] };
}

/** It runs, but its engine has been given up. */
export function engineOff(reason: string): Problem {
  return { message: sentence(reason), remedies: [startAgain, showLog] };
}
