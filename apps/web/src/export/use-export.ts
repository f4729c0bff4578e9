import { computed, onScopeDispose, shallowRef } from 'vue';
import { failureOf, mayPass, type Failure } from '../graphql/failure.ts';
import type { Room } from '../rooms/room-documents.ts';
import { roomTitle } from '../rooms/room-title.ts';
import { useSession } from '../session/current.ts';
import type { ConversationFormat } from './conversation-format.ts';
import { ConversationSaving } from './conversation-saving.ts';
import { conversationSource } from './conversation.ts';
import { fileName } from './file-name.ts';
import { FileFailure, openTargetFile } from './target-file.ts';

export type ExportState =
  | { readonly kind: 'choosing' | 'running' }
  /** A page did not come: nothing is lost, and it may go on. */
  | { readonly kind: 'stopped'; readonly failure: Failure }
  /** The server refuses, or (without a failure of its) the device does not take the file: there is no file. */
  | { readonly kind: 'failed'; readonly failure: Failure | undefined }
  | { readonly kind: 'done'; readonly name: string };

/** Saves a room's conversation into a file. What is not done when the component goes is cancelled. */
export function useExport(room: Room) {
  const { api, viewer } = useSession();
  const state = shallowRef<ExportState>({ kind: 'choosing' });
  const saving = shallowRef<ConversationSaving>();

  async function start(format: ConversationFormat): Promise<void> {
    const title = roomTitle(room);
    const file = await openTargetFile(fileName(title, new Date(), format.extension), format.mimeType);
    if (!file) return;
    const source = conversationSource(api, { roomId: room.id, title, exportedBy: viewer });
    saving.value = new ConversationSaving(source, format, file);
    await goOn();
  }

  async function goOn(): Promise<void> {
    if (!saving.value) return;
    state.value = { kind: 'running' };
    try {
      await saving.value.goOn();
      state.value = { kind: 'done', name: saving.value.file.name };
    } catch (error) {
      state.value = stateAfter(error);
      if (state.value.kind === 'failed') await saving.value.cancel();
    }
  }

  onScopeDispose(() => {
    if (state.value.kind !== 'done') void saving.value?.cancel();
  });

  return {
    state,
    start,
    goOn,
    /** Items that are in the file, of `total` (undefined before that is known). */
    done: computed(() => saving.value?.done.value ?? 0),
    total: computed(() => saving.value?.total.value),
  };
}

function stateAfter(error: unknown): ExportState {
  if (error instanceof FileFailure) return { kind: 'failed', failure: undefined };
  const failure = failureOf(error);
  return { kind: mayPass(failure) ? 'stopped' : 'failed', failure };
}
