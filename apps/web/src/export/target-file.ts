/** A file on the viewer's device that is written from its beginning to its end. */
export interface TargetFile {
  readonly name: string;
  /** @throws FileFailure */
  write(text: string): Promise<void>;
  /** Makes it whole: before this there is no file to be seen. @throws FileFailure */
  finish(): Promise<void>;
  /** Leaves nothing behind; never throws. */
  discard(): Promise<void>;
}

/** The device did not take what was written; the file cannot be continued. */
export class FileFailure extends Error {}

interface PickerOptions {
  readonly suggestedName: string;
  readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}

declare global {
  interface Window {
    /** Not in every browser. */
    showSaveFilePicker?: (options: PickerOptions) => Promise<FileSystemFileHandle>;
  }
}

const isNamed = (error: unknown, name: string) => error instanceof DOMException && error.name === name;

/**
 * Asks where to save, where the browser can write to a file directly; else the file is put together in parts and downloaded.
 * To be called while a click is handled.
 * @returns undefined if nothing is to be saved after all
 */
export async function openTargetFile(name: string, mimeType: string): Promise<TargetFile | undefined> {
  if (!window.showSaveFilePicker) return downloadedFile(name, mimeType);
  const extension = name.slice(name.lastIndexOf('.'));
  try {
    const types = [{ accept: { [mimeType]: [extension] } }];
    return await pickedFile(await window.showSaveFilePicker({ suggestedName: name, types }));
  } catch (error) {
    if (isNamed(error, 'AbortError')) return undefined;
    // In a frame of another site, for one.
    return downloadedFile(name, mimeType);
  }
}

async function pickedFile(handle: FileSystemFileHandle): Promise<TargetFile> {
  const stream = await handle.createWritable();
  return {
    name: handle.name,
    write: (text) => orFailure(stream.write(text)),
    finish: () => orFailure(stream.close()),
    async discard() {
      await stream.abort().catch(() => undefined);
      await removeIfEmpty(handle).catch(() => undefined);
    },
  };
}

/** What the picker made for us. A file that was there before has its old content, for an aborted stream changes nothing. */
async function removeIfEmpty(handle: FileSystemFileHandle & { remove?: () => Promise<void> }): Promise<void> {
  if ((await handle.getFile()).size === 0) await handle.remove?.();
}

async function orFailure(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (cause) {
    throw new FileFailure('The file could not be written.', { cause });
  }
}

const KEPT_FOR_DOWNLOAD_MS = 60_000;

/** Each part is a Blob at once, so that the browser may move it out of memory. */
function downloadedFile(name: string, mimeType: string): TargetFile {
  const parts: Blob[] = [];
  return {
    name,
    write: (text) => {
      parts.push(new Blob([text]));
      return Promise.resolve();
    },
    finish: () => {
      const url = URL.createObjectURL(new Blob(parts, { type: mimeType }));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_DOWNLOAD_MS);
      return Promise.resolve();
    },
    discard: () => {
      parts.length = 0;
      return Promise.resolve();
    },
  };
}
