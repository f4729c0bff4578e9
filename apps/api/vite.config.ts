import { defineConfig } from 'vite';

/** What Nest loads only where it is installed. */
const OPTIONAL_PEERS = [
  '@apollo/gateway',
  '@apollo/subgraph',
  '@as-integrations/express5',
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'ts-morph',
];

/** One program with everything in it, but the database driver, which has a native part. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    rolldownOptions: {
      input: { main: 'src/main.ts', 'emit-schema': 'src/emit-schema.ts' },
      external: [/^libsql(\/|$)/, ...OPTIONAL_PEERS],
    },
  },
  ssr: { noExternal: true },
  // Every package gets graphql in one and the same form.
  resolve: { dedupe: ['graphql'] },
});
