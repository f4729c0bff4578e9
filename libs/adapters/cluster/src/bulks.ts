import type { Message } from '@maru/domain';

const MESSAGES_AT_ONCE = 500;
/** Elasticsearch refuses requests of more than 100 MB, and works best on some MB at a time. Code units of texts, each of which is sent about three times. */
const TEXT_AT_ONCE = 1_000_000;

/** Messages in the portions in which they are sent. */
export function* bulksOf(messages: readonly Message[]): Generator<Message[]> {
  let bulk: Message[] = [];
  let text = 0;
  for (const message of messages) {
    const more = message.body?.text.length ?? 0;
    if (bulk.length === MESSAGES_AT_ONCE || (bulk.length > 0 && text + more > TEXT_AT_ONCE)) {
      yield bulk;
      [bulk, text] = [[], 0];
    }
    bulk.push(message);
    text += more;
  }
  if (bulk.length > 0) yield bulk;
}
