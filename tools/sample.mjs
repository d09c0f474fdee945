// A copy of the sample to work on: the original stays broken.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts, root } from './run.mjs';

/** Makes a fresh copy and gives its folder. */
export function copySample() {
  const copy = join(artifacts, 'OrderDesk');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
  cpSync(join(root, 'samples/OrderDesk'), copy, { recursive: true, filter: (path) => !/[\\/](bin|obj)([\\/]|$)/.test(path) });
  return copy;
}
