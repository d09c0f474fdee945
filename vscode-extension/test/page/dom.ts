// The browser that the page's parts find when they are loaded: import this first.
import { JSDOM } from 'jsdom';

export const { window } = new JSDOM('<!DOCTYPE html><body><main id="page"></main></body>', { pretendToBeVisual: true, url: 'https://page.example/' });

Object.assign(globalThis, {
  window,
  document: window.document,
  Element: window.Element,
  NodeFilter: window.NodeFilter,
  Event: window.Event,
  requestAnimationFrame: window.requestAnimationFrame.bind(window),
});
// What jsdom lays out nothing for.
window.Element.prototype.scrollIntoView = () => undefined;
