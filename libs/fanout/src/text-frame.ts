const FINAL_TEXT = 0x81;

/** A whole WebSocket message of text, as a server sends it (RFC 6455): in one frame, neither masked nor compressed. @param parts of its UTF-8 */
export function textFrame(...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const start = length < 126 ? 2 : length <= 0xffff ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FINAL_TEXT;
  writeLength(frame, start, length);
  let end = start;
  for (const part of parts) end += part.copy(frame, end);
  return frame;
}

function writeLength(frame: Buffer, start: number, length: number): void {
  if (start === 2) {
    frame[1] = length;
  } else if (start === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
}
