import { posix, win32 } from 'node:path';
import type { Machine } from './dotnet';

/** The file in which its user names models, where the server looks for it: no folder and no setting of the editor can name one. */
export function userSettingsFile({ platform, environment, home }: Pick<Machine, 'platform' | 'environment' | 'home'>): string {
  const { APPDATA: windows = '', XDG_CONFIG_HOME: wished = '' } = environment;
  const path = platform === 'win32' ? win32 : posix;
  if (platform === 'win32' && windows !== '') {
    return path.join(windows, 'assistant', 'settings.json');
  }
  const folder = path.isAbsolute(wished) ? wished : path.join(home, platform === 'darwin' ? 'Library/Application Support' : '.config');
  return path.join(folder, 'assistant', 'settings.json');
}
