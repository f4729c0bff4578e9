import type { estypes } from '@elastic/elasticsearch';
import { foldText, tokenize, type Message, type Revision } from '@maru/domain';

/** A message as Elasticsearch has it. A deleted one stays, without words: an older revision that comes late is refused by its version. */
export type SearchDocument = Message & {
  /** The tokens of the text as the domain makes them, separated by spaces; absent once it is deleted. */
  readonly tokens?: string;
};

/** Raised with every change of the mapping that documents must be indexed anew for. */
export const SCHEMA_VERSION = 1;

/** Elasticsearch cuts what is longer. */
export const MAX_TOKEN_LENGTH = 255;
/** Beginnings of tokens up to this length are tokens of their own: finding by them costs no walk through all words. */
const MAX_PREFIX_LENGTH = 8;

/**
 * - `body.text`: Korean words, by nori (korean-analysis.ts).
 * - `tokens`: words of any script, and CJK text in pairs of characters, folded in case and width: the same tokens as in the embedded
 *   topology, so that both find the same. Elasticsearch's own `cjk_bigram` leaves CJK text alone where it touches Latin text (API문서).
 */
export const SEARCH_MAPPING: estypes.MappingTypeMapping = {
  dynamic: false,
  _source: { excludes: ['tokens'] },
  properties: {
    roomId: { type: 'keyword' },
    createdAt: { type: 'long' },
    seq: { type: 'long' },
    id: { type: 'keyword' },
    body: { properties: { text: { type: 'text', analyzer: 'korean', norms: false } } },
    tokens: {
      type: 'text',
      analyzer: 'whitespace',
      norms: false,
      index_prefixes: { min_chars: 1, max_chars: MAX_PREFIX_LENGTH },
    },
  },
};

export function documentOf(message: Message): SearchDocument {
  if (!message.body) return message;
  const tokens = tokenize(foldText(message.body.text).text).map(({ text }) => text.slice(0, MAX_TOKEN_LENGTH));
  return { ...message, tokens: tokens.join(' ') };
}

export function messageOf({ tokens: _, ...message }: SearchDocument): Message {
  return message;
}

const SEQ_BITS = 40n;
const EPOCHS = 2 ** 23;

/**
 * A revision as Elasticsearch's external version: the newer one wins. A 63 bit number: too large for a JavaScript one.
 * @throws RangeError from epoch 8,388,608 on
 */
export function versionOf({ epoch, seq }: Revision): bigint {
  if (epoch >= EPOCHS) throw new RangeError(`Epoch ${epoch} does not fit into a version of Elasticsearch.`);
  return (BigInt(epoch) << SEQ_BITS) + BigInt(seq);
}
