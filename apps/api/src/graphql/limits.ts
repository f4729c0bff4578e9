/** What one document may ask for, at most. */
export const DOCUMENT_LIMITS = {
  characters: 15_000,
  tokens: 1_000,
  operations: 5,
  depth: 10,
  aliases: 15,
  directives: 50,
  /** Fields, those under a paged field times the size of its page. */
  cost: 10_000,
  /** Of the operations that take a name: guessing names in bulk is not offered. */
  signIns: 1,
} as const;

export const PARSE_OPTIONS = { maxLexicalTokens: DOCUMENT_LIMITS.tokens } as const;

/** Items of a page. */
export const MAX_PAGE_SIZE = 200;

/** Bytes of a request, or of a message on a socket. */
export const REQUEST_BODY = 64 * 1024;
/** What a reader holds up before it is cut off, in bytes. */
export const SOCKET_BACKLOG = 1024 * 1024;
export const SOCKET_OPERATIONS = 128;
export const SOCKET_INIT_TIMEOUT_MS = 3_000;
