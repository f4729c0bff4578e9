import { prepareStorage, runProcess } from '@maru/runtime';

const COMMANDS = new Map([['prepare', prepareStorage]]);

await runProcess(async (config) => {
  const [name = ''] = process.argv.slice(2);
  const command = COMMANDS.get(name);
  if (!command) throw new Error(`Name one of these commands: ${[...COMMANDS.keys()].join(', ')}`);
  await command(config);
});
