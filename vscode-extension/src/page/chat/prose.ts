import MarkdownIt from 'markdown-it';
import { element } from '../element';
import { codeNodes, longestColored } from './code';
import { nodesOf } from './gate';
import type { ChatRequest } from './messages';
import { webAddress } from './shapes';

/** Longest prose that is read as Markdown, in UTF-16 units; what is longer is shown as it is. */
export const longestProse = 20_000;

// Deeper than any answer nests, and far from what a page cannot draw.
const maxNesting = 24;
const markdown = new MarkdownIt({ html: false, linkify: false, maxNesting });
// Code is what stands in a block, and a block has its verdict; what is only indented is prose.
markdown.disable('code');
const { escapeHtml: escaped } = markdown.utils;
// A link that a browser could not open stays what was written.
markdown.validateLink = (address) => webAddress(address) !== undefined;
markdown.renderer.rules['link_open'] = (tokens, index) => `<a data-address="${escaped(String(tokens[index]?.attrGet('href') ?? ''))}">`;
// Nothing is loaded: what a picture says of itself is all there is of it.
markdown.renderer.rules['image'] = (tokens, index, options, env, self) => escaped(self.renderInlineAsText(tokens[index]?.children ?? [], options, env));
// Left out, since the policy would complain of a style even where it is taken away at once: how a column is aligned.
markdown.renderer.rules['th_open'] = () => '<th>';
markdown.renderer.rules['td_open'] = () => '<td>';
markdown.renderer.rules['fence'] = (tokens, index) => {
  const { info = '', content = '' } = tokens[index] ?? {};
  const language = /^[a-z#]{1,12}(?=$|\s)/i.exec(info)?.[0].toLowerCase() ?? '';
  return `<pre><code data-language="${language}">${escaped(content)}</code></pre>\n`;
};

/** The nodes of a text in Markdown. */
export function proseNodes(markdownText: string): DocumentFragment {
  const tokens = markdown.parse(markdownText, {});
  // What is deeper would be left out.
  if (tokens.some(({ level, nesting }) => nesting === 1 && level + 1 >= maxNesting)) {
    const all = document.createDocumentFragment();
    all.append(element('pre', { tabindex: '0' }, [element('code', {}, [codeNodes(markdownText, '')])]));
    return all;
  }
  const nodes = nodesOf(markdown.renderer.render(tokens, markdown.options, {}), 'prose');
  for (const link of nodes.querySelectorAll('a')) {
    const address = webAddress(link.getAttribute('data-address'));
    if (address === undefined) {
      link.replaceWith(...link.childNodes);
      continue;
    }
    link.setAttribute('data-address', new URL(address).href);
    link.setAttribute('title', new URL(address).href);
    link.setAttribute('role', 'link');
    link.setAttribute('tabindex', '0');
  }
  let left = longestColored;
  for (const code of nodes.querySelectorAll('pre > code')) {
    const text = code.textContent ?? '';
    left -= text.length;
    code.replaceChildren(codeNodes(text, left < 0 ? '' : (code.getAttribute('data-language') ?? '')));
    code.removeAttribute('data-language');
    code.parentElement?.setAttribute('tabindex', '0');
  }
  return nodes;
}

/** A stretch of prose that may go on. */
export class Prose {
  readonly element: HTMLElement;
  private text = '';
  private shown = '';

  constructor(post: (request: ChatRequest) => void) {
    this.element = element('div', { class: 'prose' });
    const follow = (event: Event): void => {
      const address = event.target instanceof Element ? event.target.closest('a[data-address]')?.getAttribute('data-address') : undefined;
      if (typeof address === 'string') {
        event.preventDefault();
        post({ kind: 'link', address });
      }
    };
    this.element.addEventListener('click', follow);
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        follow(event);
      }
    });
  }

  append(text: string): void {
    this.text += text;
  }

  /** Shows what has come since. */
  render(): void {
    if (this.text === this.shown) {
      return;
    }
    if (this.text.length <= longestProse) {
      this.element.replaceChildren(proseNodes(this.text));
    } else if (this.shown.length <= longestProse) {
      this.element.classList.add('plain');
      this.element.replaceChildren(this.text);
    } else {
      this.element.append(this.text.slice(this.shown.length));
    }
    this.shown = this.text;
  }
}
