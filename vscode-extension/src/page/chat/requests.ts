import type { ChatRequest } from './messages';
import { byKind, flag, line, objectOf, oneOf, said, text, webAddress } from './shapes';

const bare = objectOf({ kind: oneOf('ready', 'stop', 'new', 'recommend', 'settings') });
const ofSession = objectOf({ kind: oneOf('open', 'forget'), session: said });
const ofBlock = objectOf({ kind: oneOf('copy', 'insert', 'apply'), id: said });

const request = byKind<ChatRequest>({
  ready: bare,
  stop: bare,
  new: bare,
  recommend: bare,
  settings: bare,
  ask: objectOf({ kind: oneOf('ask'), text: said, place: flag }),
  open: ofSession,
  forget: ofSession,
  mentions: objectOf({ kind: oneOf('mentions'), query: text }),
  copy: ofBlock,
  insert: ofBlock,
  apply: ofBlock,
  link: objectOf({ kind: oneOf('link'), address: webAddress }),
  place: objectOf({ kind: oneOf('place'), path: said, line }),
});

/** What the page asks for; null when it is nothing that the page says. */
export function chatRequestOf(message: unknown): ChatRequest | null {
  return request(message) ?? null;
}
