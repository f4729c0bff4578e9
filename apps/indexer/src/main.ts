import { runConsumers, runProcess } from '@maru/runtime';

/** What was said into the search. */
await runProcess((config) => runConsumers(config, ['index']));
