import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesOf, textOf } from './repository.mjs';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}
interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

const sources = filesOf(['libs/runtime/src/*.ts', 'apps/*/src/**/*.ts']).filter((path) => !path.includes('.spec.'));
const measured = sources.flatMap((path) =>
  [...textOf(path).matchAll(/name: '(maru_[a-z_]+)'/g)].map(([, name = '']) => name),
);
const histograms = measured.filter((name) => /_(seconds|events)$/.test(name));
const operations = textOf('docs/operations.md');
const rules = (parse(textOf('infra/prometheus/alerts.yml')) as Rules).groups.flatMap((group) => group.rules);

/** First cells of the rows of tables. */
const rowsOf = (pattern: RegExp) => [...operations.matchAll(pattern)].map(([, name = '']) => name);

it('docs/operations.md explains every metric, and no other', () => {
  expect(measured).toContain('maru_append_duration_seconds');
  expect(rowsOf(/^\| `(maru_[a-z_]+)` \|/gm).sort()).toEqual([...measured].sort());
});

it('metrics are named as Prometheus has it', () => {
  expect(measured.filter((name) => name.split('_').length < 2 || /__|_$/.test(name))).toEqual([]);
  const counters = sources.flatMap((path) =>
    [...textOf(path).matchAll(/(?:counter|total)\(\s*\{\s*name: '([a-z_]+)'/g)].map(([, name = '']) => name),
  );
  expect(counters.length).toBeGreaterThan(5);
  expect(counters.filter((name) => !name.endsWith('_total'))).toEqual([]);
});

it('alerts ask for metrics that exist', () => {
  const series = new Set([
    ...measured,
    ...histograms.flatMap((name) => ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`)),
    // Of prom-client itself.
    'nodejs_eventloop_lag_p99_seconds',
  ]);
  const asked = rules.flatMap(({ expr }) => expr.match(/\b(?:maru|nodejs|process)_[a-z\d_]+/g) ?? []);
  expect(asked.length).toBeGreaterThanOrEqual(rules.length);
  expect(asked.filter((name) => !series.has(name))).toEqual([]);
});

it('docs/operations.md says what every alert means, and how urgent it is', () => {
  const told = [...operations.matchAll(/^\| `(Maru\w+)` \| (\w+) \|/gm)].map(([, name, severity]) => [name, severity]);
  expect(told).toEqual(rules.map(({ alert, labels }) => [alert, labels.severity]));
  for (const { annotations } of rules) expect(annotations.summary).not.toBe('');
});
