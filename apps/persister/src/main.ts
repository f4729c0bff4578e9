import { runConsumers, runProcess } from '@maru/runtime';

/** What was said into the history, joinings and leavings into the users' lists of rooms. */
await runProcess((config) => runConsumers(config, ['persist', 'memberships']));
