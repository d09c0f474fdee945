// The ledger's page. Everything it shows is inserted as text.
import { element } from './element';
import type { PageMessage, PageRequest, PageView } from './messages';

declare function acquireVsCodeApi(): { postMessage(message: PageRequest): void };

const editor = acquireVsCodeApi();
const page = document.querySelector('#page') as HTMLElement;
const number = new Intl.NumberFormat('en');

window.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  if (data.kind !== 'show') {
    return;
  }
  page.replaceChildren(...ledger(data.view), ...rejections(data.view));
  if (data.part !== undefined) {
    document.getElementById(data.part)?.scrollIntoView();
  }
});
editor.postMessage({ kind: 'ready' });

function ledger({ entries, bytesSent }: PageView): Node[] {
  const thrownAway = sum(entries.rejectedBy);
  const judged = entries.verified + thrownAway;
  const offers = entries.completionsAccepted + entries.completionsDismissed;
  return [
    element('header', { id: 'ledger' }, [
      element('h1', {}, ['Ledger']),
      element('p', { class: 'note' }, [`This workspace, since ${new Date(entries.since).toLocaleDateString()}. Kept on this machine. `, button('Reset', { kind: 'reset' }, 'link')]),
    ]),
    element('section', { class: 'tiles' }, [
      tile(number.format(sum(entries.repaired)), 'repairs taken', Object.entries(entries.repaired).map(([tier, count]) => `${tier} ${number.format(count)}`).join(', ') || 'none yet'),
      tile(number.format(judged), 'proposals compiled', judged === 0 ? 'none yet' : `${percent(entries.verified, judged)} passed`),
      tile(number.format(entries.completionsAccepted), 'completions accepted', offers === 0 ? 'none yet' : `of ${number.format(offers)} shown and settled`),
      tile(number.format(bytesSent), 'bytes sent', 'of your code to other machines'),
    ]),
    chart('Solved by', { rules: 0, small: 0, large: 0, ...entries.repaired }, 'Repairs you took, by the tier that proposed them.'),
    chart('Thrown away for', entries.rejectedBy, 'The first new error of each proposal that did not compile, or the rule by which it only hides or deletes.'),
    chart('Grey text', { accepted: entries.completionsAccepted, dismissed: entries.completionsDismissed }, 'Dismissed is what you typed past.'),
  ];
}

function rejections({ rejected, problem }: PageView): Node[] {
  return [
    element('header', { id: 'rejected' }, [
      element('h1', {}, ['Why proposals were rejected']),
      element('p', { class: 'note' }, ['What was thought of for the open files, compiled in your solution, and thrown away.']),
      element('div', { class: 'buttons' }, [button('Refresh', { kind: 'refresh' })]),
    ]),
    ...(problem !== null ? [element('p', { class: 'empty' }, [problem])] : []),
    ...(problem === null && rejected.length === 0 ? [element('p', { class: 'empty' }, ['Nothing was thrown away in the files that are open.'])] : []),
    ...rejected.map(proposal),
  ];
}

function proposal(one: PageView['rejected'][number]): Node {
  const reasons = [
    ...one.newDiagnostics.map((found) =>
      element('li', {}, [
        element('span', { class: 'id' }, [found.id]),
        element('span', {}, [found.message]),
        ...(found.path === null ? [] : [link(`${found.path}:${found.line}`, found.path, found.line)]),
        element('span', { class: 'note' }, [`${found.project} (${found.targetFramework})`]),
      ]),
    ),
    ...one.silencing.map((found) => element('li', {}, [element('span', { class: 'id' }, ['silencing']), element('span', {}, [found.rule]), link(`${found.path}:${found.line}`, found.path, found.line)])),
    ...(one.newDiagnostics.length + one.silencing.length === 0 ? [element('li', {}, [one.reason ?? 'It does not repair what it was for.'])] : []),
  ];
  return element('details', { class: 'proposal', open: '' }, [
    element('summary', {}, [element('span', { class: 'title' }, [one.title]), element('span', { class: 'note' }, [`${one.tier}, for `]), element('span', { class: 'id' }, [one.id]), link(`${one.file}:${one.line}`, one.uri, one.line)]),
    element('ul', {}, reasons),
  ]);
}

function tile(figure: string, label: string, detail: string): Node {
  return element('div', { class: 'tile' }, [element('strong', {}, [figure]), element('span', {}, [label]), element('span', { class: 'note' }, [detail])]);
}

function chart(title: string, counts: Readonly<Record<string, number>>, note: string): Node {
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return element('section', { class: 'chart' }, [
    element('h2', {}, [title]),
    element('p', { class: 'note' }, [note]),
    rows.length === 0
      ? element('p', { class: 'empty' }, ['Nothing yet.'])
      : element('div', { class: 'bars' }, rows.flatMap(([label, count]) => [element('span', {}, [label]), bar(count / most), element('span', { class: 'figure' }, [number.format(count)])])),
  ]);
}

// A picture, since the page's policy allows no style in an element.
function bar(share: number): Node {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 100 10');
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.setAttribute('aria-hidden', 'true');
  for (const [name, width] of [['track', 100], ['fill', share * 100]] as const) {
    const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    rectangle.setAttribute('class', name);
    rectangle.setAttribute('width', String(width));
    rectangle.setAttribute('height', '10');
    picture.append(rectangle);
  }
  return picture;
}

function link(text: string, target: string, line: number): Node {
  const place = element('button', { class: 'link', type: 'button' }, [text]);
  place.addEventListener('click', () => editor.postMessage({ kind: 'open', target, line }));
  return place;
}

function button(text: string, request: PageRequest, look = 'plain'): Node {
  const one = element('button', { type: 'button', class: look }, [text]);
  one.addEventListener('click', () => editor.postMessage(request));
  return one;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`;
}
