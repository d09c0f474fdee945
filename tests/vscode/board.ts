// A file in which the like was done often, so that what comes next is likely.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample, type Window } from './editor.ts';

/** Path of the file in its folder. */
export const board = 'src/OrderDesk.Domain/Orders/OrderBoard.cs';
// The line of the brace behind Finish.
const inFinish = 48;

/** The sample with a file whose methods do the like six times, and a seventh that does nothing yet. */
export function withBoard(name: string, settings?: Readonly<Record<string, unknown>>): string {
  const folder = copySample(name, settings);
  const method = (verb: string): string => `    public void ${verb}(Order order)\n    {\n        _waiting.Remove(order);\n        _done.Add(order);\n    }\n\n`;
  writeFileSync(
    join(folder, board),
    `using System.Collections.Generic;\n\nnamespace OrderDesk.Domain.Orders;\n\n/// <summary>Orders on their way.</summary>\npublic sealed class OrderBoard\n{\n    private readonly List<Order> _waiting = new();\n    private readonly List<Order> _done = new();\n\n${['Ship', 'Hand', 'Send', 'Close', 'Drop', 'Leave'].map(method).join('')}    public void Finish(Order order)\n    {\n    }\n}\n`,
  );
  return folder;
}

/** Opens it in a window that is ready, with the caret on a new line in Finish. */
export async function openBoard(window: Window): Promise<void> {
  await window.ready();
  await window.openFile(board);
  await window.goTo(inFinish, 'end');
  await window.page.keyboard.press('Enter');
}
