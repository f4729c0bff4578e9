export interface ConnectionLimits {
  /** Sockets of this process. */
  readonly total: number;
  readonly perAddress: number;
}

/** Counts the sockets that are open. */
export class ConnectionCount {
  private total = 0;
  private readonly byAddress = new Map<string, number>();

  constructor(private readonly limits: ConnectionLimits) {}

  /** @returns the HTTP status that refuses one more; undefined where there is room */
  refusal(address: string): number | undefined {
    if (this.total >= this.limits.total) return 503;
    return (this.byAddress.get(address) ?? 0) >= this.limits.perAddress ? 429 : undefined;
  }

  add(address: string): void {
    this.total++;
    this.byAddress.set(address, (this.byAddress.get(address) ?? 0) + 1);
  }

  remove(address: string): void {
    this.total--;
    const left = (this.byAddress.get(address) ?? 0) - 1;
    if (left > 0) this.byAddress.set(address, left);
    else this.byAddress.delete(address);
  }
}
