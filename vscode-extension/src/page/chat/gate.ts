import DOMPurify, { type Config } from 'dompurify';

/** The only elements that prose is made of. */
export const proseTags = ['a', 'blockquote', 'br', 'code', 'del', 's', 'em', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'] as const;

/** The only attributes: neither addresses that load, nor classes, ids, styles or handlers. */
export const proseAttributes = ['data-address', 'data-language', 'start'] as const;

const shared: Config & { RETURN_DOM_FRAGMENT: true } = { RETURN_DOM_FRAGMENT: true, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, ALLOW_UNKNOWN_PROTOCOLS: false };
const forProse = { ...shared, ALLOWED_TAGS: [...proseTags], ALLOWED_ATTR: [...proseAttributes] };
const forCode = { ...shared, ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'] };

/** The one road from HTML to nodes: for what was made of Markdown, or of code by the highlighter, which alone may say classes. */
export function nodesOf(html: string, kind: 'prose' | 'code'): DocumentFragment {
  const nodes = DOMPurify.sanitize(html, kind === 'prose' ? forProse : forCode);
  for (const colored of kind === 'code' ? nodes.querySelectorAll('[class]') : []) {
    // `hljs-title function_`: the highlighter's words.
    if (!/^hljs-[a-z_-]+( [a-z]+_+)*$/.test(colored.className)) {
      colored.removeAttribute('class');
    }
  }
  return nodes;
}
