import { parse } from 'yaml';
import { textOf } from '../../structure/repository.mjs';

interface Plugin {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}
interface Route {
  readonly name: string;
  readonly protocols: readonly string[];
  readonly methods: readonly string[];
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly paths: readonly string[];
  readonly strip_path: boolean;
}
interface Service {
  readonly name: string;
  readonly host: string;
  readonly connect_timeout: number;
  readonly read_timeout: number;
  readonly write_timeout: number;
  readonly retries: number;
  readonly routes: readonly Route[];
  readonly plugins?: readonly Plugin[];
}
type Counts = Readonly<Record<string, number>>;
interface Upstream {
  readonly name: string;
  readonly algorithm: string;
  readonly targets: readonly { readonly target: string }[];
  readonly healthchecks: {
    readonly active: { readonly http_path: string; readonly healthy: Counts; readonly unhealthy: Counts };
    readonly passive: { readonly unhealthy: Counts };
  };
}
interface KongFile {
  readonly _format_version: string;
  readonly upstreams: readonly Upstream[];
  readonly services: readonly Service[];
  readonly plugins: readonly Plugin[];
}

export const kong = parse(textOf('kong.yml')) as KongFile;

export const routes = kong.services.flatMap((service) => service.routes.map((route) => ({ ...route, service })));

/** The settings of a service's own plugins, by name. */
export const pluginsOf = (service: string): Readonly<Record<string, Plugin['config']>> =>
  Object.fromEntries(
    kong.services
      .filter(({ name }) => name === service)
      .flatMap(({ plugins = [] }) => plugins.map(({ name, config }) => [name, config])),
  );
