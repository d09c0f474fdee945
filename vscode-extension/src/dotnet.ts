import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

/** The major version of the .NET SDK that the server needs. */
export const neededSdk = 10;

/** What looking for the .NET SDK came to. */
export type DotnetSearch =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'tooOld'; readonly path: string; readonly versions: readonly string[] }
  | { readonly kind: 'broken'; readonly path: string; readonly message: string };

/** What the search needs of the machine; replaced in tests. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  readonly home: string;
  exists(path: string): boolean;
  /** What the program prints. Rejects when it cannot be run or fails. */
  run(path: string, args: readonly string[]): Promise<string>;
}

/** This machine. A program that does not answer within 20 s counts as broken. */
export const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  home: homedir(),
  exists: existsSync,
  run: (path, args) =>
    new Promise((resolve, reject) => {
      execFile(path, args, { timeout: 20_000, cwd: homedir() }, (error, output) => (error ? reject(error) : resolve(output)));
    }),
};

/**
 * Finds a `dotnet` with an SDK that is new enough. A configured one is taken or refused, and nothing else looked at.
 * `--list-sdks` reads no file of any workspace.
 */
export async function findDotnet(configured: string, machine: Machine): Promise<DotnetSearch> {
  if (configured !== '' && !isAbsolute(configured)) {
    return { kind: 'broken', path: configured, message: 'it is not a full path.' };
  }
  const places = configured === '' ? usualPlaces(machine).filter((path) => machine.exists(path)) : [configured];
  let found: DotnetSearch = { kind: 'missing' };
  for (const path of places) {
    const one = await judge(path, machine);
    if (one.kind === 'found') {
      return one;
    }
    if (found.kind === 'missing') {
      found = one;
    }
  }
  return found;
}

async function judge(path: string, machine: Machine): Promise<DotnetSearch> {
  try {
    const versions = (await machine.run(path, ['--list-sdks']))
      .split('\n')
      .map((line) => /^(\d+\.\S+) \[/.exec(line)?.[1])
      .filter((version) => version !== undefined);
    return versions.some((version) => Number.parseInt(version, 10) >= neededSdk) ? { kind: 'found', path } : { kind: 'tooOld', path, versions };
  } catch (failure) {
    return { kind: 'broken', path, message: failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure) };
  }
}

function usualPlaces({ platform, environment, home }: Machine): string[] {
  const name = platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const folders = [
    environment['DOTNET_ROOT'],
    ...(environment['PATH'] ?? '').split(delimiter),
    ...(platform === 'win32'
      ? [join(environment['ProgramFiles'] ?? 'C:\\Program Files', 'dotnet')]
      : ['/usr/share/dotnet', '/usr/lib/dotnet', '/usr/local/share/dotnet', join(home, '.dotnet')]),
  ];
  // A relative one would be looked for in the opened folder.
  return [...new Set(folders.filter((folder) => folder !== undefined && isAbsolute(folder)).map((folder) => join(folder as string, name)))];
}
