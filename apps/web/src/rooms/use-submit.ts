import { ref, shallowRef } from 'vue';
import { failureOf, type Failure } from '../graphql/failure.ts';

/** Does one thing at a time for a form, and keeps why it did not succeed until the next try. */
export function useSubmit(action: () => Promise<void>) {
  const isBusy = ref(false);
  const failure = shallowRef<Failure>();
  async function submit(): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    failure.value = undefined;
    try {
      await action();
    } catch (error) {
      failure.value = failureOf(error);
    } finally {
      isBusy.value = false;
    }
  }
  return { isBusy, failure, submit };
}
