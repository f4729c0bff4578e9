const LONGEST = 80;
/** What file systems or shells give a meaning to, and what nobody sees. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** A name for a conversation's file that every file system takes: what the room is called, and the local date. */
export function fileName(title: string, at: Date, extension: string): string {
  const words = [...title.normalize('NFC').replace(FORBIDDEN, ' ')].slice(0, LONGEST).join('');
  const name = words.replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${[name, date].filter(Boolean).join(' ')}.${extension}`;
}
