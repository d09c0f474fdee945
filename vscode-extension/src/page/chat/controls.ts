import { element } from '../element';

/** A button that does something once it is pressed, unless it is marked as disabled. Marked so it keeps the focus, which `disabled` would take from it. */
export function button(look: string, content: readonly (Node | string)[], press: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look, ...attributes }, content);
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') {
      press();
    }
  });
  return made;
}

export function disable(one: HTMLElement, isDisabled: boolean): void {
  one.setAttribute('aria-disabled', String(isDisabled));
}
