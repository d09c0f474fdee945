import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import csharp from 'highlight.js/lib/languages/csharp';
import diff from 'highlight.js/lib/languages/diff';
import json from 'highlight.js/lib/languages/json';
import xml from 'highlight.js/lib/languages/xml';
import { element } from '../element';
import { nodesOf } from './gate';

for (const [name, language] of Object.entries({ bash, csharp, diff, json, xml })) {
  hljs.registerLanguage(name, language);
}
hljs.registerAliases(['csproj', 'props', 'targets', 'xaml'], { languageName: 'xml' });
hljs.registerAliases(['console', 'shell'], { languageName: 'bash' });

/** Longest code that is coloured, in UTF-16 units: on the worst code the highlighter's time grows with the square, 0.2 s here. */
export const longestColored = 8_000;

/** Characters that change how others are read, or that are not seen: in code each is shown by its number. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/** A name or a path as it is, unseen characters by their numbers. */
export function visible(text: string): string {
  return text.replace(unseen, numberOf);
}

/** Code, coloured where its language is known. */
export function codeNodes(code: string, language: string): DocumentFragment {
  // A parser of HTML would drop a NUL.
  const known = !code.includes('\0') && code.length <= longestColored && hljs.getLanguage(language) !== undefined;
  const nodes = document.createDocumentFragment();
  nodes.append(known ? nodesOf(hljs.highlight(code, { language, ignoreIllegals: true }).value, 'code') : code);
  markUnseen(nodes);
  return nodes;
}

function markUnseen(nodes: DocumentFragment): void {
  const walker = document.createTreeWalker(nodes, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode() !== null) {
    texts.push(walker.currentNode as Text);
  }
  for (const node of texts) {
    const pieces: (Node | string)[] = [];
    let end = 0;
    for (const found of node.data.matchAll(unseen)) {
      pieces.push(node.data.slice(end, found.index), element('span', { class: 'unseen' }, [numberOf(found[0])]));
      end = found.index + found[0].length;
    }
    if (end > 0) {
      node.replaceWith(...pieces, node.data.slice(end));
    }
  }
}

function numberOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
