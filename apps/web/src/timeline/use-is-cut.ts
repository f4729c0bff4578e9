import { onScopeDispose, ref, watchPostEffect, type Ref } from 'vue';

/**
 * Whether a clamped text is cut at its last line: known in the first frame, and looked at again whenever its size changes.
 * @param isClamped whether it is cut where it is too long; short texts need no observer
 */
export function useIsCut(text: Readonly<Ref<HTMLElement | null>>, isClamped: Readonly<Ref<boolean>>): Ref<boolean> {
  const isCut = ref(false);
  const look = () => {
    if (text.value) isCut.value = text.value.scrollHeight > text.value.clientHeight + 1;
  };
  const observer = new ResizeObserver(look);
  watchPostEffect(() => {
    observer.disconnect();
    if (!text.value || !isClamped.value) return;
    look();
    observer.observe(text.value);
  });
  onScopeDispose(() => observer.disconnect());
  return isCut;
}
