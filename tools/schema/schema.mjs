// npm run schema: writes schema.graphql as the API offers it and docs/schema.md, and looks for changes that break clients.
// npm run schema -- --check: the same, but a schema.graphql that differs is a failure.
import { readFileSync, writeFileSync } from 'node:fs';
import { Advice, build, requireDependencies, run, say } from '../start/build.mjs';
import { baselines, breakingChanges, COMMITTED, emittedSchema } from './contract.mjs';
import { REFERENCE, schemaReference } from './reference.mjs';

await run(async () => {
  requireDependencies();
  await build(['api']);
  const schema = emittedSchema();
  if (readFileSync(COMMITTED, 'utf8') === schema) say('schema.graphql is what the API offers');
  else if (process.argv.includes('--check'))
    throw new Advice('schema.graphql is not what the API offers. Run this and commit the file: npm run schema');
  else {
    writeFileSync(COMMITTED, schema);
    say('schema.graphql written');
  }
  if (!process.argv.includes('--check')) writeFileSync(REFERENCE, schemaReference(schema));
  const broken = baselines().flatMap((baseline) =>
    breakingChanges(baseline, schema).map((change) => `  ${baseline.name}: ${change}`),
  );
  if (broken.length > 0) throw new Advice(`These changes break clients:\n${broken.join('\n')}`);
  say(
    `nothing breaks: ${baselines()
      .map(({ name }) => name)
      .join(', ')}`,
  );
});
