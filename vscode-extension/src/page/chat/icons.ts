// Drawn here, since the page's policy lets no picture and no font be loaded. Lines in a square of 16.
const drawings = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10M8 12.4v.4',
  send: 'M8 13V3.5M4 7.5l4-4 4 4',
  stop: 'M4.5 4.5h7v7h-7z',
  plus: 'M8 3v10M3 8h10',
  past: 'M8 4.5V8l2.5 1.5M2.5 8a5.5 5.5 0 1 0 1.8-4.1L2.5 5.5M2.5 2.5v3h3',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.4v.3',
} as const;

/** A small picture that says nothing to a screen reader. */
export function icon(name: keyof typeof drawings): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  for (const [key, value] of Object.entries({ class: `icon ${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' })) {
    picture.setAttribute(key, value);
  }
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', drawings[name]);
  picture.append(path);
  return picture;
}
