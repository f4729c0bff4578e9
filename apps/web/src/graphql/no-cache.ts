import { ApolloCache, type Cache, type OperationVariables, type Unmasked } from '@apollo/client';

/**
 * Keeps nothing. Rooms and timelines follow from events, each in one place: a second, normalised copy would only disagree, and
 * Apollo's own cache is a tenth of the JavaScript that is loaded first.
 */
export class NoCache extends ApolloCache {
  override read<Data>(): Unmasked<Data> | null {
    return null;
  }
  override write(): undefined {
    return undefined;
  }
  override diff<Data = unknown, Variables extends OperationVariables = OperationVariables>(
    _query: Cache.DiffOptions<Data, Variables>,
  ): Cache.DiffResult<Data> {
    return { result: null, complete: false };
  }
  override watch(): () => void {
    return () => {};
  }
  override reset(): Promise<void> {
    return Promise.resolve();
  }
  override evict(): boolean {
    return false;
  }
  override restore(): this {
    return this;
  }
  override extract(): undefined {
    return undefined;
  }
  override removeOptimistic = () => {};
  override fragmentMatches(): boolean {
    return true;
  }
  override performTransaction = () => {};
}
