/** @typedef {import('./journal.mjs').Entry} Entry */

const BEGIN = '<!-- faults:begin -->';
const END = '<!-- faults:end -->';

const COLUMNS = [
  'fault',
  'what happens',
  'topology',
  'runs',
  'hits',
  'acknowledged',
  'lost',
  'doubled',
  'withdrawn',
  'resyncs',
  'shown after, at most',
  'stored and found after, at most',
];

/** A Markdown table: a line for each fault and topology, over all of its runs. @param {readonly Entry[]} entries */
export function tableOf(entries) {
  const groups = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const inOrder = [...groups].sort(([a], [b]) => a.localeCompare(b));
  const lines = inOrder.map(([key, any]) =>
    lineOf(
      any,
      entries.filter((entry) => keyOf(entry) === key),
    ),
  );
  return [`| ${COLUMNS.join(' | ')} |`, `|${' --- |'.repeat(COLUMNS.length)}`, ...lines].join('\n');
}

/** What the page says instead, between its marks. @param {string} page @param {string} content */
export function withTable(page, content) {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the table: ${BEGIN} … ${END}`);
  return `${page.slice(0, from)}${BEGIN}\n\n${content}\n\n${page.slice(to)}`;
}

/** Topology by topology, in the order of the numbers. @param {Entry} entry */
const keyOf = ({ topology, fault }) => `${topology} ${fault.slice(1).padStart(3, '0')}`;

/** @param {Entry} any @param {readonly Entry[]} runs all of the same fault and topology */
function lineOf({ fault, title, topology }, runs) {
  const sum = (/** @type {(run: Entry) => number} */ value) => runs.reduce((total, run) => total + value(run), 0);
  const most = (/** @type {(run: Entry) => number} */ value) => Math.max(...runs.map(value));
  const failed = runs.filter(({ problems }) => problems.length > 0).length;
  const cells = [
    fault,
    title,
    topology,
    failed === 0 ? `${runs.length}` : `${runs.length}, ${failed} failed`,
    count(sum((run) => run.hits)),
    count(sum((run) => run.acknowledged)),
    count(sum((run) => run.lost)),
    count(sum((run) => run.doubled)),
    count(sum((run) => run.withdrawn)),
    count(sum((run) => run.resyncs)),
    seconds(most((run) => run.longestUntilShownMs)),
    seconds(most((run) => run.drainedAfterMs)),
  ];
  return `| ${cells.join(' | ')} |`;
}

const count = (/** @type {number} */ number) => number.toLocaleString('en');
const seconds = (/** @type {number} */ ms) => `${(ms / 1_000).toFixed(1)} s`;
