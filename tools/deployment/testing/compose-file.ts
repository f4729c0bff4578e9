import { parse } from 'yaml';
import { textOf } from '../../structure/repository.mjs';

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface ComposeService {
  readonly image: string;
  readonly build?: string | { readonly dockerfile: string; readonly target: string };
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck?: object;
  readonly networks?: string[] | Readonly<Record<string, { readonly ipv4_address?: string } | null>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: {
      readonly limits?: { readonly cpus?: string; readonly memory?: string; readonly pids?: number };
    };
  };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

export const COMPOSE_FILE = 'docker-compose.yml';

/** Its form is what compose.unit.spec.ts holds against the compose specification. */
export const compose = parse(textOf(COMPOSE_FILE), { merge: true }) as ComposeFile;

export const services = Object.entries(compose.services).map(([name, service]) => ({ name, ...service }));

export function serviceOf(name: string): ComposeService {
  const service = compose.services[name];
  if (!service) throw new Error(`${COMPOSE_FILE} has no service ${name}`);
  return service;
}

/** The value that a variable has where nobody set it: `${NAME:-value}` is `value`. */
export const byDefault = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

/** They are listed, or named with settings. */
export const networksOf = ({ networks = [] }: ComposeService): string[] =>
  Array.isArray(networks) ? networks : Object.keys(networks);

/** The address that a service always has in a network, if it has one. */
export const addressIn = (network: string, { networks = [] }: ComposeService): string | undefined =>
  Array.isArray(networks) ? undefined : networks[network]?.ipv4_address;

/** Ports of the host that are open to other machines, and those for this machine only. */
export function publishedPorts(ofServices: readonly ComposeService[]): { open: string[]; loopback: string[] } {
  const all = ofServices.flatMap(({ ports = [] }) => ports);
  const loopback = all.filter((port) => port.startsWith('127.0.0.1:'));
  return { open: all.filter((port) => !loopback.includes(port)), loopback };
}
