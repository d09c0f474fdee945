/**
 * What may not stand in a piece of the page, as far as it does. Uses nothing from outside itself: it is also run in a browser.
 * @param kind Prose, which a model's Markdown has made, or the page around it.
 */
export function offences(root: ParentNode, kind: 'prose' | 'page'): string[] {
  const prose: Readonly<Record<string, readonly string[]>> = {
    a: ['data-address', 'title', 'role', 'tabindex'],
    ol: ['start'],
    pre: ['tabindex'],
    span: ['class'],
    ...Object.fromEntries(['blockquote', 'br', 'code', 's', 'em', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'p', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'].map((tag) => [tag, []])),
  };
  const pageTags = ['main', 'section', 'header', 'article', 'div', 'button', 'details', 'summary', 'svg', 'path', 'form', 'textarea', 'time'];
  const pageAttributes = ['class', 'role', 'tabindex', 'hidden', 'title', 'type', 'open', 'd', 'viewBox', 'datetime', 'rows', 'placeholder', 'spellcheck', 'data-part', 'data-id', 'data-address', 'start', 'id'];
  const ids = /^(page|sessions|mentions|mention-\d+)$/;
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName;
    const isOurs = kind === 'page' && (element.parentElement?.closest('.prose') ?? null) === null;
    const isDrawing = isOurs && (tag === 'svg' || tag === 'path');
    if (element.namespaceURI !== (isDrawing ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml')) {
      found.push(`<${tag}> of ${element.namespaceURI ?? ''}`);
    }
    if (!Object.hasOwn(prose, tag) && !(isOurs && pageTags.includes(tag))) {
      found.push(`<${tag}>`);
    }
    for (const { name, value } of element.attributes) {
      const isAllowed = isOurs ? pageAttributes.includes(name) || name.startsWith('aria-') : prose[tag]?.includes(name) === true;
      if (!isAllowed || /^on|^style$|src|href/i.test(name)) {
        found.push(`<${tag} ${name}>`);
      } else if (name === 'id' && !ids.test(value)) {
        found.push(`<${tag} id=${value}>`);
      } else if (name === 'data-address' && !/^https?:\/\//.test(value)) {
        found.push(`<${tag} ${name}=${value}>`);
      } else if (name === 'class' && !isOurs && !/^(unseen|hljs-[a-z_-]+( [a-z]+_+)*)$/.test(value)) {
        found.push(`<${tag} class=${value}>`);
      }
    }
  }
  return found;
}
