import { errors, type Client } from '@elastic/elasticsearch';
import { KOREAN_ANALYSIS } from './korean-analysis.ts';
import { SCHEMA_VERSION, SEARCH_MAPPING } from './search-documents.ts';

const READY_WITHIN = '60s';

/**
 * The index behind two aliases: searches go to the one that `readAlias` names, writes to all that `writeAlias` names. So an index can be
 * built beside the live one, from the store, while new messages reach both.
 */
export class SearchIndex {
  readonly readAlias: string;
  readonly writeAlias: string;
  readonly #client: Client;
  readonly #prefix: string;

  /** @param namespace lower case; keeps deployments apart that share an Elasticsearch */
  constructor(client: Client, namespace: string) {
    this.#client = client;
    this.readAlias = `${namespace}-messages`;
    this.writeAlias = `${namespace}-messages-write`;
    this.#prefix = `${namespace}-messages-v${SCHEMA_VERSION}`;
  }

  /**
   * Creates template, index and aliases where they do not exist and waits until they can be used. Safe to repeat, and from several processes
   * at once.
   * @returns false where the live index is of another version of the schema: it serves, and should be rebuilt
   */
  async prepare(): Promise<boolean> {
    await this.#putTemplate();
    if (!(await this.#client.indices.existsAlias({ name: this.readAlias })))
      await this.#create(1, { [this.readAlias]: {}, [this.writeAlias]: {} });
    await this.#client.cluster.health({ index: this.readAlias, wait_for_status: 'yellow', timeout: READY_WITHIN });
    return (await this.#behind(this.readAlias)).every((index) => index.startsWith(this.#prefix));
  }

  /** The indices that every message has to be in. @throws Error where the index was never prepared */
  targets(): Promise<string[]> {
    return this.#behind(this.writeAlias);
  }

  /** Begins a new index beside the live one, or goes on with one that was begun; from now on, writes reach it. @returns its name */
  async startRebuild(): Promise<string> {
    await this.#putTemplate();
    const live = await this.#behind(this.readAlias);
    const begun = (await this.targets()).find((index) => !live.includes(index));
    return begun ?? this.#create(generationOf(live) + 1, { [this.writeAlias]: {} });
  }

  /** Puts the new index in the place of the live one, in one step, and deletes that. */
  async finishRebuild(index: string): Promise<void> {
    await this.#client.indices.refresh({ index });
    const replaced = (await this.#behind(this.readAlias)).filter((live) => live !== index);
    await this.#client.indices.updateAliases({
      actions: [
        { add: { index, alias: this.readAlias } },
        ...replaced.map((live) => ({ remove_index: { index: live } })),
      ],
    });
  }

  async #putTemplate(): Promise<void> {
    await this.#client.indices.putIndexTemplate({
      name: this.#prefix,
      index_patterns: [`${this.#prefix}-*`],
      // An index comes into being by `#create`, never by a write to one that is gone.
      allow_auto_create: false,
      template: {
        settings: {
          // Said explicitly: by default an index that nobody searches is not refreshed.
          refresh_interval: '1s',
          auto_expand_replicas: '0-1',
          analysis: KOREAN_ANALYSIS,
        },
        mappings: SEARCH_MAPPING,
      },
    });
  }

  async #create(generation: number, aliases: Record<string, object>): Promise<string> {
    const index = `${this.#prefix}-${String(generation).padStart(6, '0')}`;
    try {
      await this.#client.indices.create({ index, aliases });
    } catch (error) {
      const isThere =
        error instanceof errors.ResponseError && error.message.includes('resource_already_exists_exception');
      if (!isThere) throw error;
    }
    return index;
  }

  async #behind(alias: string): Promise<string[]> {
    try {
      return Object.keys(await this.#client.indices.getAlias({ name: alias }));
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404)
        throw new Error(`Elasticsearch has no alias ${alias}: the search index was not prepared.`, { cause: error });
      throw error;
    }
  }
}

const generationOf = (indices: readonly string[]) => Math.max(0, ...indices.map((index) => Number(index.slice(-6))));
