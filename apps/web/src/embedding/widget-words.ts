interface Words {
  readonly open: string;
  readonly close: string;
  readonly title: string;
  unread(count: number): string;
}

const ko: Words = {
  open: '대화 열기',
  close: '대화 닫기',
  title: '마루 대화',
  unread: (count) => `대화 열기, 읽지 않은 메시지 ${count}개`,
};

const en: Words = {
  open: 'Open the chat',
  close: 'Close the chat',
  title: 'Maru chat',
  unread: (count) => `Open the chat, ${count} unread ${count === 1 ? 'message' : 'messages'}`,
};

/** The words of the widget, in the language of the page that it is on. @param tag of the language; the browser's where the page says none */
export const wordsFor = (tag: string): Words => (/^ko\b/i.test(tag || navigator.language) ? ko : en);
