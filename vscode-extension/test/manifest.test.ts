// What the package says of itself: which settings a folder may not touch (T2), and that only the stable interface is used.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string; readonly description?: string; readonly markdownDescription?: string }>> };
    readonly walkthroughs: readonly { readonly steps: readonly unknown[] }[];
    readonly keybindings?: unknown;
  };
  readonly enabledApiProposals?: unknown;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: unknown;
  readonly activationEvents: readonly string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Names of settings that decide what is run, where it is sent, who is believed, or whether code is logged. */
const dangerous = /path|command|url|endpoint|args|env|trust|approve|properties|megabytes|trace/i;

/** The settings that a folder could change although it may not. */
function votes({ contributes, capabilities }: Manifest): string[] {
  return Object.entries(contributes.configuration.properties)
    .filter(([name]) => dangerous.test(name))
    .filter(([name, { scope }]) => scope !== 'machine' || (!/megabytes/i.test(name) && !capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name)))
    .map(([name]) => name);
}

test('a folder cannot vote on its own trust: T2', () => {
  assert.deepEqual(votes(manifest), []);
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
});

test('T2 would see a setting that a folder may change', () => {
  const planted = structuredClone(manifest) as { contributes: { configuration: { properties: Record<string, object> } } } & Manifest;
  planted.contributes.configuration.properties['assistant.modelUrl'] = { scope: 'window' };
  planted.contributes.configuration.properties['assistant.otherPath'] = { scope: 'machine' };
  assert.deepEqual(votes(planted), ['assistant.modelUrl', 'assistant.otherPath']);
});

test('nothing but the stable interface of the editor is used', () => {
  assert.equal(manifest.enabledApiProposals, undefined);
  assert.equal(`^${manifest.devDependencies['@types/vscode']?.replace(/\.\d+$/, '.0')}`, manifest.engines.vscode);
  for (const file of sources()) {
    const text = readFileSync(file, 'utf8');
    assert.doesNotMatch(text, /\bas any\b|: any\b|@ts-ignore|@ts-expect-error|@ts-nocheck|vscode\.proposed/, file);
  }
});

test('no key is taken, and every command and setting says what it is', () => {
  assert.equal(manifest.contributes.keybindings, undefined);
  for (const { command, category } of manifest.contributes.commands) {
    assert.match(command, /^assistant\.[a-z]/);
    assert.equal(category, 'Assistant');
  }
  for (const [name, { scope, description, markdownDescription }] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.ok(scope !== undefined && (description ?? markdownDescription) !== undefined, name);
  }
  assert.equal(manifest.contributes.walkthroughs[0]?.steps.length, 5);
});

test('every command that is declared is registered, and the page is made of text', () => {
  const extension = readFileSync('src/extension.ts', 'utf8');
  for (const { command } of manifest.contributes.commands) {
    assert.ok(extension.includes(`register('${command.slice('assistant.'.length)}'`), command);
  }
  for (const file of sources()) {
    assert.doesNotMatch(readFileSync(file, 'utf8'), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/, file);
  }
});

test('the package depends on nothing at run time, and asks nobody', () => {
  assert.equal(manifest.dependencies, undefined);
  for (const file of sources()) {
    assert.doesNotMatch(readFileSync(file, 'utf8'), /\bfetch\(|node:https?|node:net\b|XMLHttpRequest|WebSocket|telemetry/i, file);
  }
});

function sources(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src', file));
}
