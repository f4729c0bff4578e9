const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** On loopback the own origin has several names. */
function spellings(origin: string): string[] {
  const { protocol, hostname, port } = new URL(origin);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((name) => new URL(`${protocol}//${name}${port && `:${port}`}`).origin);
}

export interface OriginSettings {
  /** The one own origin; undefined for the loopback address of the port that is listened on. */
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
}

/** Which pages may call: one list for HTTP (CORS) and for sockets. The Host header has no say in it. */
export class Origins {
  private names: readonly string[];

  constructor(private readonly settings: OriginSettings) {
    this.names = settings.publicUrl === undefined ? [] : spellings(settings.publicUrl);
  }

  /** The server listens now: its own origin is known, also where no public one was given. */
  listeningOn(port: number): void {
    this.names = spellings(this.settings.publicUrl ?? `http://localhost:${port}`);
  }

  get own(): readonly string[] {
    return this.names;
  }

  /** Programs send no Origin; pages cannot leave it out. */
  allows(origin: string | undefined): boolean {
    return origin === undefined || this.names.includes(origin) || this.settings.allowedOrigins.includes(origin);
  }
}
