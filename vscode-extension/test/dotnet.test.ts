import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDotnet, type Machine } from '../src/dotnet';

const ten = '10.0.401 [/usr/share/dotnet/sdk]\n';
const nine = '8.0.100 [/x]\n9.0.300 [/x]\n';

/** A machine with programs at paths, by what they print; an Error is thrown. */
function machine(programs: Readonly<Record<string, string | Error>>, environment: NodeJS.ProcessEnv = {}): Machine {
  return {
    platform: 'linux',
    environment,
    home: '/home/me',
    exists: (path) => path in programs,
    run: (path) => {
      const output = programs[path];
      return typeof output === 'string' ? Promise.resolve(output) : Promise.reject(output ?? new Error(`spawn ${path} ENOENT`));
    },
  };
}

const rows: readonly [string, string, Machine, object][] = [
  ['in PATH', '', machine({ '/bin/dotnet': ten }, { PATH: '/nowhere:/bin' }), { kind: 'found', path: '/bin/dotnet' }],
  ['DOTNET_ROOT comes first', '', machine({ '/bin/dotnet': ten, '/own/dotnet': ten }, { PATH: '/bin', DOTNET_ROOT: '/own' }), { kind: 'found', path: '/own/dotnet' }],
  ['where installers put it', '', machine({ '/home/me/.dotnet/dotnet': ten }), { kind: 'found', path: '/home/me/.dotnet/dotnet' }],
  ['an old one in PATH is passed over', '', machine({ '/bin/dotnet': nine, '/usr/share/dotnet/dotnet': ten }, { PATH: '/bin' }), { kind: 'found', path: '/usr/share/dotnet/dotnet' }],
  ['none', '', machine({}, { PATH: '/bin' }), { kind: 'missing' }],
  ['only old ones', '', machine({ '/bin/dotnet': nine }, { PATH: '/bin' }), { kind: 'tooOld', path: '/bin/dotnet', versions: ['8.0.100', '9.0.300'] }],
  ['a runtime without an SDK', '', machine({ '/bin/dotnet': '' }, { PATH: '/bin' }), { kind: 'tooOld', path: '/bin/dotnet', versions: [] }],
  ['one that does not run', '', machine({ '/bin/dotnet': new Error('Exec format error\nmore') }, { PATH: '/bin' }), { kind: 'broken', path: '/bin/dotnet', message: 'Exec format error' }],
  ['the configured one alone counts', '/mine/dotnet', machine({ '/bin/dotnet': ten, '/mine/dotnet': nine }, { PATH: '/bin' }), { kind: 'tooOld', path: '/mine/dotnet', versions: ['8.0.100', '9.0.300'] }],
  ['a configured one that is missing', '/mine/dotnet', machine({ '/bin/dotnet': ten }, { PATH: '/bin' }), { kind: 'broken', path: '/mine/dotnet', message: 'spawn /mine/dotnet ENOENT' }],
  ['a relative folder of PATH is passed over', '', machine({ 'sdk/dotnet': ten, 'dotnet': ten }, { PATH: 'sdk:.:' }), { kind: 'missing' }],
  ['a configured one must be a full path', 'sdk/dotnet', machine({ 'sdk/dotnet': ten }), { kind: 'broken', path: 'sdk/dotnet', message: 'it is not a full path.' }],
  ['a preview of a later one', '', machine({ '/bin/dotnet': '11.0.100-preview.1 [/x]\n' }, { PATH: '/bin' }), { kind: 'found', path: '/bin/dotnet' }],
];

for (const [name, configured, on, expected] of rows) {
  test(`dotnet: ${name}`, async () => assert.deepEqual(await findDotnet(configured, on), expected));
}
