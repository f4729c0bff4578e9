import { runProcess } from '@maru/runtime';
import { commands } from './commands.ts';
import { parseCommandLine } from './command-line.ts';

await runProcess(async (config) => {
  const { name, args } = parseCommandLine(process.argv.slice(2));
  await commands[name](config, args);
});
