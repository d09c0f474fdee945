import { element } from '../element';
import { visible } from './code';
import { button } from './controls';
import { icon } from './icons';
import type { ChatRequest, ChatView } from './messages';

const examples = ['What does this code do?', 'Why does the compiler complain here? #problems', 'Write a test for the selected code. #selection'];

/** What stands where no answer is: what is in the way of one, or what could be asked. */
export function noticeFor({ state, problem }: Pick<ChatView, 'state' | 'problem'>, isEmpty: boolean, post: (request: ChatRequest) => void, fill: (text: string) => void): Node[] {
  if (state === 'noModel') {
    return [
      element('p', {}, ['Grey text and repairs by rules need no model, and work now. Answers here need one: take one that fits this machine, or name one of your own in the settings.']),
      element('p', { class: 'choices' }, [button('plain primary', ['See what fits this machine'], () => post({ kind: 'recommend' })), button('link', ['Open settings'], () => post({ kind: 'settings' }))]),
    ];
  }
  const line = problem ?? (state === 'noServer' ? 'The assistant does not run.' : null);
  return [
    ...(line === null ? [] : [element('p', { class: 'problem' }, [icon('warning'), element('span', {}, [visible(line)])])]),
    ...(state !== 'ready' || !isEmpty
      ? []
      : [
          element('h2', {}, ['Ask about your code']),
          element('p', { class: 'note' }, ['Code in an answer is compiled in your solution before you see it.']),
          element('ul', { class: 'examples', 'aria-label': 'Examples' }, examples.map((example) => element('li', {}, [button('example', [example], () => fill(example))]))),
        ]),
  ];
}
