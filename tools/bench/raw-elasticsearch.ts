import { foldText, tokenize, type Message } from '@maru/domain';

const BULK = 500;
const PAGE = 5_000;

interface Hits {
  readonly hits: { readonly hits: readonly { readonly _source: Message; readonly sort: readonly unknown[] }[] };
}
type IndexDefinition = Readonly<
  Record<
    string,
    { readonly mappings: unknown; readonly settings: { readonly index: Readonly<Record<string, unknown>> } }
  >
>;

/** Elasticsearch without any driver. */
export class RawElasticsearch {
  constructor(private readonly url: string) {}

  /** Newest first, in one room: what a simple client would ask for. */
  async search(index: string, roomId: string, text: string, size: number): Promise<readonly Message[]> {
    const { hits } = await this.#ask<Hits>('POST', `${index}/_search`, {
      query: { bool: { filter: [{ term: { roomId } }, { match_phrase: { 'body.text': text } }] } },
      sort: [{ createdAt: 'desc' }, { seq: 'desc' }, { id: 'desc' }],
      size,
      track_total_hits: false,
    });
    return hits.hits.map(({ _source }) => _source);
  }

  async allMessages(index: string): Promise<Message[]> {
    await this.#ask('POST', `${index}/_refresh`);
    const messages: Message[] = [];
    let after: readonly unknown[] | undefined;
    for (;;) {
      const body = { size: PAGE, sort: [{ id: 'asc' }], ...(after && { search_after: after }) };
      const { hits } = await this.#ask<Hits>('POST', `${index}/_search`, body);
      messages.push(...hits.hits.map(({ _source }) => _source));
      after = hits.hits.at(-1)?.sort;
      if (!after) return messages;
    }
  }

  /** An empty index that analyses as `model` does. */
  async createLike(model: string, name: string): Promise<void> {
    const [definition] = Object.values(await this.#ask<IndexDefinition>('GET', model));
    if (!definition) throw new Error(`There is no index ${model}.`);
    const { uuid: _u, version: _v, creation_date: _c, provided_name: _p, ...index } = definition.settings.index;
    await this.#ask('PUT', name, { mappings: definition.mappings, settings: { index } });
  }

  /** A bulk loop: 500 documents a request, so many requests at once. */
  async write(index: string, messages: readonly Message[], atOnce: number): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < messages.length) {
        const lines = messages
          .slice(next, (next += BULK))
          .flatMap((message) => [
            { index: { _id: message.id, version: message.revision.seq, version_type: 'external' } },
            { ...message, tokens: tokensOf(message) },
          ]);
        const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
        const { errors } = await this.#ask<{ errors: boolean }>('POST', `${index}/_bulk`, body);
        if (errors) throw new Error('Elasticsearch refused documents.');
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  async #ask<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.url}/${path}`, {
      method,
      headers: { 'content-type': typeof body === 'string' ? 'application/x-ndjson' : 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as Answer;
  }
}

/** They are not part of what an index gives back. */
const tokensOf = ({ body }: Message): string =>
  tokenize(foldText(body?.text ?? '').text)
    .map(({ text }) => text)
    .join(' ');
