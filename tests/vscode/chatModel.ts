// A server of models for the journeys of the chat. It is no model: what it says is chosen by a word of the question.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { results } from './editor.ts';

/** What is answered: pieces of text, one event each, with a pause between them; an answer that is broken off ends with its connection. */
export interface Answer {
  readonly pieces: readonly string[];
  /** In milliseconds. */
  readonly pause?: number;
  readonly isBrokenOff?: boolean;
}

/** It listens on loopback from its start to its end. */
export class ChatModel {
  /** The last word of the user in each request. */
  readonly asked: string[] = [];
  /** How many answers were not heard to their end. */
  left = 0;
  readonly #server: Server;
  readonly #answers: readonly (readonly [string, Answer])[];

  private constructor(answers: readonly (readonly [string, Answer])[]) {
    this.#answers = answers;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @param answers Words of questions and what is answered to them; the first that fits. */
  static async start(answers: readonly (readonly [string, Answer])[]): Promise<ChatModel> {
    const model = new ChatModel(answers);
    await new Promise<void>((listening) => model.#server.listen(0, '127.0.0.1', listening));
    return model;
  }

  /** A settings folder in which it is the small model; gives its path. */
  settings(name: string): string {
    const config = join(results, name);
    mkdirSync(join(config, 'assistant'), { recursive: true });
    const endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    writeFileSync(join(config, 'assistant', 'settings.json'), JSON.stringify({ small: { endpoint, model: 'scripted' } }));
    return config;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { messages = [] } = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as { messages?: readonly { role: string; content: string }[] };
    const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
    const { pieces, pause = 0, isBrokenOff = false } = this.#answers.find(([word]) => question.includes(word))?.[1] ?? { pieces: ['Nobody wrote an answer to this.'] };
    this.asked.push(question);
    response.on('close', () => (this.left += response.writableEnded ? 0 : 1));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const event = (delta: object, reason: string | null): boolean => response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`);
    for (const content of pieces) {
      if (response.destroyed) {
        return;
      }
      event({ content }, null);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    if (isBrokenOff) {
      response.socket?.resetAndDestroy();
      return;
    }
    event({}, 'stop');
    response.end('data: [DONE]\n\n');
  }
}
