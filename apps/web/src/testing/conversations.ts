import type { Conversation } from '../export/conversation.ts';
import { instant, jun, mina } from './samples.ts';

/** What nobody should be able to do harm with, or lose a character of. */
export const HOSTILE_TEXTS = [
  '<script>window.ran = 1</script>',
  '</p></li></ol><img src=x onerror="window.ran = 1">',
  '&lt;b&gt; &amp; "double" and \'single\' quotes &#60;i&#62;',
  '<!-- a comment --> ]]> <![CDATA[ x ]]>',
  'javascript:alert(1) and data:text/html,<b>x</b>',
  'שלום עולם, \u202Eright to left\u202C مرحبا',
  '👩‍👩‍👧‍👦 🇰🇷 👍🏽 1️⃣',
  '  two spaces\n\n\tand a tab\r\nand a carriage return',
  '한글과 조합형 한글',
  '가나다라 abc <x> '.repeat(1_250),
] as const;

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    roomId: 'r1',
    name: null,
    title: 'Jun',
    createdAt: instant(0),
    members: [
      { role: 'OWNER', user: mina },
      { role: 'MEMBER', user: jun },
    ],
    exportedBy: mina,
    exportedAt: new Date(instant(60)),
    itemCount: 0,
    ...change,
  };
}
