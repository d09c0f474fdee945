// What every script of this folder shares: where things are, how programs are run, what must be installed.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const artifacts = join(root, 'artifacts');
export const assistantDll = join(root, 'src/Assistant.Cli/bin/Release/net10.0/assistant.dll');

// No telemetry, no node or compiler server that outlives the command.
const environment = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  MSBUILDDISABLENODEREUSE: '1',
};

/** Ends the script with one line that says what to do. */
export function fail(message) {
  console.error(message);
  process.exit(2);
}

/** Runs a program with this terminal and resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options, env: { ...environment, ...options.env } });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(signal ? 2 : code);
    });
  });
}

/** The output of a program, or null when it is missing or fails. */
export function output(command, args) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: environment });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Fails unless the .NET SDK that builds this repository is there. */
export function requireSdk() {
  const version = output('dotnet', ['--version']);
  if (version === null || Number(version.split('.')[0]) < 10) {
    fail(`.NET SDK 10 is needed and ${version === null ? 'none that fits global.json was found' : `${version} was found`}: install it from https://dot.net and run this again`);
  }
}

/** Installs Debian packages for commands that are missing: as root by itself, otherwise it says the line to type. */
export function requireCommands(needs) {
  const missing = Object.entries(needs).filter(([command]) => spawnSync('which', [command]).status !== 0).map(([, name]) => name);
  if (missing.length === 0) {
    return;
  }
  if (spawnSync('which', ['apt-get']).status !== 0) {
    fail(`programs are missing, install them with your package manager: ${Object.keys(needs).join(', ')}`);
  }
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    fail(`programs are missing, install them with: sudo ${line}`);
  }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
  if (spawnSync('sh', ['-c', line], { stdio: 'inherit' }).status !== 0) {
    fail(`this did not work: ${line}`);
  }
}

/** Installs the packages of a folder as its lock file names them, unless they are there. */
export async function installPackages(where) {
  const lock = readFileSync(join(where, 'package-lock.json'), 'utf8');
  const installed = join(where, 'node_modules/.assistant-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) {
    return;
  }
  if ((await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: where })) !== 0) {
    fail(`packages could not be installed in ${where}: see the lines above`);
  }
  cpSync(join(where, 'package-lock.json'), installed);
}

/** Installs llama.cpp for this platform's processors, which the build copies beside the model host, unless it is there. */
export const installLlama = () => installPackages(join(root, 'src/Assistant.ModelHost/Library'));

/** Builds what changed of the command line, quietly unless it fails. */
export async function buildAssistant() {
  requireSdk();
  await installLlama();
  const result = spawnSync('dotnet', ['build', 'src/Assistant.Cli/Assistant.Cli.csproj', '-c', 'Release', '-v:q', '-nologo', '-nodeReuse:false', '-p:UseSharedCompilation=false'], {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  });
  if (result.status !== 0) {
    fail(`the assistant could not be built:\n${result.stdout}${result.stderr}`);
  }
}
