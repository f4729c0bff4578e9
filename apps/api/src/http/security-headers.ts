import type { FastifyInstance } from 'fastify';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const NOTHING_LOADED = "default-src 'none'; frame-ancestors 'none'";

/** Who may show a page in a frame: nobody, or the own pages and those of these origins. */
const frameAncestors = (embedOrigins: readonly string[] | undefined) =>
  `frame-ancestors ${embedOrigins === undefined ? "'none'" : ["'self'", ...embedOrigins].join(' ')}`;

interface PagePolicyOptions {
  readonly embedOrigins?: readonly string[];
  readonly isCompiling?: boolean;
}

/**
 * What pages may load and talk to: this server only.
 * @param own the server's origins
 * @param embedOrigins for a page that other pages may show in a frame: their origins
 * @param isCompiling for a page that compiles WebAssembly; scripts are still made of nothing but files
 */
export function pagePolicy(
  own: readonly string[],
  { embedOrigins, isCompiling = false }: PagePolicyOptions = {},
): string {
  // Not every browser takes 'self' for the socket of the same address. (A policy cannot name an IPv6 address.)
  const sockets = own.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'));
  return [
    "default-src 'none'",
    `script-src 'self'${isCompiling ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${sockets.join(' ')}`,
    "frame-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    frameAncestors(embedOrigins),
  ].join('; ');
}

/** Puts on every answer what browsers are to keep to, and who answered. Pages bring a policy of their own. */
export function addSecurityHeaders(http: FastifyInstance, replica: string): void {
  http.addHook('onRequest', (_request, reply, done) => {
    void reply.headers({ ...ALWAYS, 'content-security-policy': NOTHING_LOADED, 'x-maru-replica': replica });
    done();
  });
}
