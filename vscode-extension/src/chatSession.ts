// What a conversation is made of and how an answer grows. Nothing here knows the editor, so that all of it is tested as tables.
import type { ChatPart, ChatPosition, ChatTurn } from './chat';
import { sentence } from './sentence';
import type { ServerState } from './server';

/** Whether an answer can be asked for, and what is in the way. */
export interface ChatState {
  readonly state: 'ready' | 'noModel' | 'noServer';
  readonly problem: string | null;
}

/** What the panel says of the server. */
export function chatStateOf(server: ServerState): ChatState {
  switch (server.kind) {
    case 'off':
      return { state: 'noServer', problem: 'The assistant is turned off in the settings.' };
    case 'starting':
      return { state: 'noServer', problem: sentence(server.message) };
    case 'failed':
      return { state: 'noServer', problem: server.problem.message };
    case 'running': {
      const { state, message, models } = server.status;
      return { state: models.length === 0 ? 'noModel' : 'ready', problem: state === 'off' || state === 'degraded' ? sentence(message) : null };
    }
  }
}

/** The parts of an answer with one more: prose goes on, a block takes the place of the one with its id, what is done at the moment is not kept. */
export function withPart(parts: readonly ChatPart[], part: ChatPart): readonly ChatPart[] {
  switch (part.kind) {
    case 'state':
      return parts;
    case 'tier':
      return [...parts, part];
    case 'text': {
      const last = parts.at(-1);
      return last?.kind === 'text' ? [...parts.slice(0, -1), { kind: 'text', text: last.text + part.text }] : [...parts, part];
    }
    case 'edit': {
      const earlier = parts.findIndex((one) => one.kind === 'edit' && one.id === part.id);
      return earlier < 0 ? [...parts, part] : parts.with(earlier, part);
    }
  }
}

/** Turns that were kept: nobody answers one that was not ended then. */
export function restored(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  return turns.map((turn) => (turn.outcome === null ? { ...turn, outcome: 'failed', message: 'The answer was broken off: ask again.' } : turn));
}

/** The tier that wrote a block. */
export function tierOf(turns: readonly ChatTurn[], id: string): string {
  for (const { parts } of turns) {
    const block = parts.findIndex((part) => part.kind === 'edit' && part.id === id);
    const by = parts.slice(0, Math.max(0, block)).findLast((part) => part.kind === 'tier');
    if (by !== undefined) {
      return by.tier;
    }
  }
  return 'unknown';
}

/** The code of a block; empty where there is none of this id. */
export function codeOf(turns: readonly ChatTurn[], id: string): string {
  const blocks = turns.flatMap(({ parts }) => parts.filter((part) => part.kind === 'edit'));
  return blocks.find((block) => block.id === id)?.code ?? '';
}

/** The files that a conversation names: a page leads to no others. */
export function pathsIn(turns: readonly ChatTurn[]): ReadonlySet<string> {
  const blocks = turns.flatMap(({ parts }) => parts.filter((part) => part.kind === 'edit'));
  return new Set(blocks.flatMap((block) => [block.path, ...block.newDiagnostics.map(({ path }) => path), ...block.silencing.map(({ path }) => path)]).filter((path) => path !== null));
}

/** What selected code is called: `Order.cs:12-20`. A selection that ends before the first letter of a line does not hold that line. */
export function labelOf(path: string, start: ChatPosition, end: ChatPosition): string {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? `${name}:${start.line + 1}` : `${name}:${start.line + 1}-${last + 1}`;
}
