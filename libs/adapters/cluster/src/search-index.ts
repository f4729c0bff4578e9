import { errors, type Client } from '@elastic/elasticsearch';
import { KOREAN_ANALYSIS } from './korean-analysis.ts';
import type { ScanPosition } from './message-scan.ts';
import { SCHEMA_VERSION, SEARCH_MAPPING } from './search-documents.ts';
import { unavailable } from './unavailable.ts';

const READY_WITHIN = '60s';

/** How far a rebuild has come. */
export interface RebuildPosition {
  /** In the scan of the store. */
  readonly after: ScanPosition;
  /** How many messages were indexed up to there. */
  readonly messages: number;
}

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
    return (await this.#behind(this.readAlias)).every(this.#isCurrent);
  }

  /** @throws Error where messages cannot be indexed now: it says why */
  async check(): Promise<void> {
    if (!(await this.#client.indices.existsAlias({ name: this.writeAlias })))
      throw new Error('The search index was not prepared.');
    const { status } = await this.#client.cluster.health({ index: this.writeAlias });
    if (status === 'red') throw new Error('Elasticsearch says that the search index is red.');
  }

  /** The indices that every message has to be in. @throws ChatError UNAVAILABLE where the index was never prepared */
  targets(): Promise<string[]> {
    return this.#behind(this.writeAlias);
  }

  /**
   * Begins a new index beside the live one, or goes on with one that was begun; from now on, writes reach it. One that an older version of the schema
   * was begun for is of no use any more. @returns its name
   */
  async startRebuild(): Promise<string> {
    await this.#putTemplate();
    const live = await this.#behind(this.readAlias);
    const begun = (await this.targets()).filter((index) => !live.includes(index));
    const useless = begun.filter((index) => !this.#isCurrent(index));
    if (useless.length > 0) await this.#client.indices.delete({ index: useless });
    return begun.find(this.#isCurrent) ?? this.#create(generationOf(live) + 1, { [this.writeAlias]: {} });
  }

  /** Where the rebuild of this index has come to; undefined at its beginning. Kept with the index: it goes where that goes. */
  async position(index: string): Promise<RebuildPosition | undefined> {
    const { [index]: found } = await this.#client.indices.getMapping({ index });
    // Written by `keepPosition` alone.
    return found?.mappings._meta?.['rebuild'] as RebuildPosition | undefined;
  }

  async keepPosition(index: string, rebuild: RebuildPosition): Promise<void> {
    await this.#client.indices.putMapping({ index, _meta: { rebuild } });
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

  readonly #isCurrent = (index: string): boolean => index.startsWith(`${this.#prefix}-`);

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
        throw unavailable(new Error(`Elasticsearch has no alias ${alias}: the search index was not prepared.`));
      throw error;
    }
  }
}

const generationOf = (indices: readonly string[]) => Math.max(0, ...indices.map((index) => Number(index.slice(-6))));
