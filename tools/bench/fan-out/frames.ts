/** Opcodes of WebSocket frames. */
export const TEXT = 1;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const FINAL = 0x80;
const MASKED = 0x80;
const NO_MASK = Buffer.alloc(4);

function header(opcode: number, length: number, masked: number): Buffer {
  if (length < 126) return Buffer.from([FINAL | opcode, masked | length]);
  if (length > 0xffff) throw new Error('Frames of this benchmark are smaller.');
  return Buffer.from([FINAL | opcode, masked | 126, length >> 8, length & 0xff]);
}

/** A client's frame. Its mask is nothing, which is a mask too. */
export const clientFrame = (opcode: number, payload: Buffer): Buffer =>
  Buffer.concat([header(opcode, payload.length, MASKED), NO_MASK, payload]);

/** A server's frame. */
export const serverFrame = (payload: Buffer): Buffer => Buffer.concat([header(TEXT, payload.length, 0), payload]);

/**
 * Takes a server's frames out of a byte stream: nothing but what a client needs, so that clients take little of the machine.
 * Frames have to be whole messages, without extensions.
 */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  constructor(private readonly onFrame: (opcode: number, payload: Buffer) => void) {}

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = frameEnd(bytes, start); end > 0; end = frameEnd(bytes, start)) {
      const first = bytes[start] ?? 0;
      if ((first & FINAL) === 0) throw new Error('A message in several frames.');
      this.onFrame(first & 0x0f, bytes.subarray(payloadStart(bytes, start), end));
      start = end;
    }
    this.#rest = bytes.subarray(start);
  }
}

const lengthCode = (bytes: Buffer, start: number): number => bytes[start + 1] ?? 0;

const payloadStart = (bytes: Buffer, start: number): number => start + (lengthCode(bytes, start) === 126 ? 4 : 2);

/** Where the frame ends that begins at `start`; 0 while it is not complete. */
function frameEnd(bytes: Buffer, start: number): number {
  if (bytes.length < start + 4 && (bytes.length < start + 2 || lengthCode(bytes, start) >= 126)) return 0;
  const code = lengthCode(bytes, start);
  if (code === 127) throw new Error('Frames of this benchmark are smaller.');
  const end = payloadStart(bytes, start) + (code === 126 ? bytes.readUInt16BE(start + 2) : code);
  return end <= bytes.length ? end : 0;
}
