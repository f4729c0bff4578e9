import { shallowRef } from 'vue';
import { failureOf, type Failure } from '../graphql/failure.ts';

/** Loads pages in one direction, one at a time, and remembers a failure until the next success. */
export class Paging {
  readonly failure = shallowRef<Failure>();
  private isLoading = false;

  constructor(private readonly load: () => Promise<void>) {}

  async more(): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    try {
      await this.load();
      this.failure.value = undefined;
    } catch (error) {
      this.failure.value = failureOf(error);
    } finally {
      this.isLoading = false;
    }
  }
}
