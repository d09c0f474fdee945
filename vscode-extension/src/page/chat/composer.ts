import type { ChatMention } from '../../chat';
import { namesSelection } from '../../selection';
import { element } from '../element';
import { visible } from './code';
import { button, disable } from './controls';
import { icon } from './icons';
import { MentionList } from './mentions';

/** What is done with a question. */
export interface Asking {
  ask(text: string, withPlace: boolean): void;
  stop(): void;
  mentions(query: string): void;
  keepDraft(draft: string): void;
}

/** Where the question is written. */
export class Composer {
  readonly element: HTMLElement;
  private readonly box = element('textarea', { rows: '1', placeholder: 'Ask about your code; # mentions', 'aria-label': 'Question', spellcheck: 'true' });
  private readonly list: MentionList;
  private readonly placeName = element('span', { class: 'name' });
  private readonly placeChip: HTMLButtonElement;
  private readonly sendButton: HTMLButtonElement;
  private place: string | null = null;
  private isBusy = false;
  private isReady = false;
  private lastQuestion = '';

  constructor(
    draft: string,
    private readonly asking: Asking,
  ) {
    this.list = new MentionList(this.box, (query) => asking.mentions(query));
    this.placeChip = button('chip', [icon('code'), this.placeName], () => this.togglePlace(), { 'aria-pressed': 'true' });
    this.sendButton = button('round', [], () => (this.isBusy ? asking.stop() : this.send()));
    this.element = element('form', { class: 'composer', 'aria-label': 'Ask' }, [this.list.element, element('div', { class: 'frame' }, [this.box, element('div', { class: 'row' }, [this.placeChip, this.sendButton])])]);
    this.box.value = draft;
    this.box.addEventListener('input', () => this.changed());
    this.box.addEventListener('keydown', (event) => this.press(event));
    for (const kind of ['click', 'keyup'] as const) {
      this.box.addEventListener(kind, () => this.list.update());
    }
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.draw();
  }

  /** The code at the caret, for people. */
  showPlace(place: string | null): void {
    this.place = place;
    this.draw();
  }

  /** @param lastQuestion What Up brings back. */
  showState(isBusy: boolean, isReady: boolean, lastQuestion: string): void {
    this.isBusy = isBusy;
    this.isReady = isReady;
    this.lastQuestion = lastQuestion;
    this.draw();
  }

  found(query: string, items: readonly ChatMention[]): void {
    this.list.answer(query, items);
  }

  /** Puts the caret into the question. @param text Goes into an empty one; where it names the code at the caret, that goes along. */
  begin(text: string | null): void {
    if (text !== null && namesSelection(text)) {
      this.placeChip.setAttribute('aria-pressed', 'true');
      this.draw();
    }
    this.focus(this.box.value.trim() === '' ? text : null);
  }

  /** Puts the caret at the end of the question. @param text What the question is then; null leaves it. */
  focus(text: string | null): void {
    if (text !== null) {
      this.box.value = text;
      this.changed();
    }
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  private press(event: KeyboardEvent): void {
    // Keys that choose what an input method writes are not for us.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const isMeant =
      (!event.shiftKey && this.list.press(event.key)) ||
      (event.key === 'Enter' && !event.shiftKey && this.send()) ||
      (event.key === 'Escape' && this.isBusy && this.stop()) ||
      (event.key === 'ArrowUp' && this.box.value === '' && this.lastQuestion !== '' && this.recall());
    if (isMeant) {
      event.preventDefault();
    }
  }

  private send(): true {
    const text = this.box.value.trim();
    if (text !== '' && !this.isBusy && this.isReady) {
      this.box.value = '';
      this.changed();
      this.asking.ask(text, this.place !== null && this.isPlaceOn);
    }
    return true;
  }

  private stop(): true {
    this.asking.stop();
    return true;
  }

  private recall(): true {
    this.focus(this.lastQuestion);
    return true;
  }

  private changed(): void {
    this.asking.keepDraft(this.box.value);
    this.list.update();
    this.draw();
  }

  private get isPlaceOn(): boolean {
    return this.placeChip.getAttribute('aria-pressed') === 'true';
  }

  private togglePlace(): void {
    this.placeChip.setAttribute('aria-pressed', String(!this.isPlaceOn));
    this.draw();
  }

  private draw(): void {
    this.placeChip.hidden = this.place === null;
    this.placeName.textContent = visible(this.place ?? '');
    this.placeChip.setAttribute('aria-label', `Code at the caret: ${visible(this.place ?? '')}`);
    this.placeChip.title = this.isPlaceOn ? 'Goes with the question. Press to leave it out.' : 'Is left out. Press to send it along.';
    const name = this.isBusy ? 'Stop' : 'Send';
    if (this.sendButton.getAttribute('aria-label') !== name) {
      this.sendButton.replaceChildren(icon(this.isBusy ? 'stop' : 'send'));
      this.sendButton.setAttribute('aria-label', name);
      this.sendButton.title = this.isBusy ? 'Stop (Escape)' : 'Send (Enter)';
    }
    disable(this.sendButton, !this.isBusy && (!this.isReady || this.box.value.trim() === ''));
  }
}
