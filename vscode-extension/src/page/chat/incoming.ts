import type { ChatMention, ChatPart, ChatSession, ChatTurn } from '../../chat';
import type { ChatMessage, ChatView } from './messages';
import { byKind, flag, line, listOf, nullOr, objectOf, oneOf, text } from './shapes';

const outcome = oneOf('answered', 'noVerifiedProposal', 'cancelled', 'failed');

const part = byKind<ChatPart>({
  tier: objectOf({ kind: oneOf('tier'), tier: text, model: text, local: flag, reason: text }),
  text: objectOf({ kind: oneOf('text'), text }),
  state: objectOf({ kind: oneOf('state'), message: text }),
  edit: objectOf({
    kind: oneOf('edit'),
    id: text,
    language: text,
    code: text,
    path: nullOr(text),
    title: nullOr(text),
    verdict: oneOf('accepted', 'rejected', 'notVerified'),
    reason: nullOr(text),
    newDiagnostics: listOf(objectOf({ id: text, path: nullOr(text), line, message: text })),
    silencing: listOf(objectOf({ rule: text, path: text, line })),
    together: listOf(text),
  }),
});

const turn = objectOf<ChatTurn>({ text, about: listOf(text), parts: listOf(part), outcome: nullOr(outcome), message: nullOr(text) });

const view = objectOf<ChatView>({
  session: text,
  turns: listOf(turn),
  sessions: listOf(objectOf<ChatSession>({ session: text, title: text, changed: text })),
  state: oneOf('ready', 'noModel', 'noServer'),
  problem: nullOr(text),
  place: nullOr(text),
});

const mention = objectOf<ChatMention>({ kind: oneOf('file', 'selection', 'problems', 'symbol'), text, detail: text });

const message = byKind<ChatMessage>({
  show: objectOf({ kind: oneOf('show'), view }),
  part: objectOf({ kind: oneOf('part'), part }),
  ended: objectOf({ kind: oneOf('ended'), outcome, message: nullOr(text) }),
  place: objectOf({ kind: oneOf('place'), place: nullOr(text) }),
  mentions: objectOf({ kind: oneOf('mentions'), query: text, items: listOf(mention) }),
  applied: objectOf({ kind: oneOf('applied'), id: text, failure: nullOr(text) }),
  focus: objectOf({ kind: oneOf('focus'), text: nullOr(text) }),
});

/** What the page is told; null when it is nothing that a host of ours says. */
export function messageOf(received: unknown): ChatMessage | null {
  return message(received) ?? null;
}
