import { resolve } from 'node:path';
import maru from './plugin.mjs';
import { ruleTester } from './rule-tester.mjs';

const at = (path: string) => resolve(import.meta.dirname, '../..', path);
const valid = (path: string, ...imports: string[]) => imports.map((code) => ({ code, filename: at(path) }));
const invalid = (messageId: string, path: string, ...imports: string[]) =>
  imports.map((code) => ({ code, filename: at(path), errors: [{ messageId }] }));
const forbidden = (path: string, ...names: string[]) =>
  invalid('forbidden', path, ...names.map((name) => `import ${JSON.stringify(name)}`));
const allowed = (path: string, ...names: string[]) =>
  valid(path, ...names.map((name) => `import ${JSON.stringify(name)}`));

ruleTester.run('imports-follow-table: what each row forbids', maru.rules['imports-follow-table'], {
  valid: [],
  invalid: [
    ...forbidden('libs/domain/src/room.ts', 'node:crypto', 'crypto', 'uuid', '@maru/chat', 'vitest'),
    ...forbidden('libs/domain/src/room.unit.spec.ts', 'node:fs', '@maru/adapters-contract'),
    ...forbidden('libs/chat/src/rooms/create-room.ts', 'node:crypto', 'fs/promises', '@nestjs/common', 'libsql'),
    ...forbidden('libs/chat/src/rooms/create-room.ts', '@maru/runtime', '@maru/adapters-embedded', 'vitest'),
    ...forbidden('libs/adapters/contract/src/feed.contract.ts', '@maru/adapters-embedded', '@maru/runtime', 'node:fs'),
    ...forbidden('libs/adapters/embedded/src/feed.ts', '@maru/adapters-cluster', '@maru/runtime', 'ioredis', 'vitest'),
    ...forbidden('libs/adapters/embedded/src/feed.ts', '@maru/adapters-contract', '@nestjs/common'),
    ...forbidden('libs/adapters/cluster/src/feed.ts', '@maru/adapters-embedded', '@maru/runtime', 'libsql'),
    ...forbidden('libs/fanout/src/topic.ts', '@maru/chat', '@maru/domain', '@maru/adapters-embedded', '@nestjs/common'),
    ...forbidden('libs/runtime/src/config.ts', '@nestjs/common', '@maru/api', 'libsql', 'ioredis', '@maru/fanout'),
    ...forbidden('apps/api/src/main.ts', '@maru/adapters-embedded', 'libsql', 'ioredis', '@aws-sdk/client-dynamodb'),
    ...forbidden('apps/persister/src/main.ts', '@maru/adapters-cluster', '@elastic/elasticsearch', '@maru/fanout'),
    ...forbidden('apps/indexer/src/main.ts', '@maru/adapters-cluster', '@elastic/elasticsearch', '@maru/api'),
    ...forbidden('apps/web/src/main.ts', '@maru/chat', '@maru/api', 'node:crypto', '@nestjs/common', 'ioredis', 'ws'),
    ...forbidden('apps/playground/src/main.ts', '@maru/domain', '@maru/api', 'node:fs', '@nestjs/common'),
    ...forbidden('apps/e2e/src/chat.e2e.spec.ts', '@maru/domain', '@maru/chat', '@maru/api', '@nestjs/testing'),
    ...forbidden('tools/engines/src/redis.ts', '@maru/adapters-cluster', '@maru/api', '@maru/domain'),
    ...forbidden('tools/start/start.mjs', '@maru/runtime', '@maru/api'),
  ],
});

ruleTester.run('imports-follow-table: what each row allows', maru.rules['imports-follow-table'], {
  valid: [
    ...allowed('libs/domain/src/room.ts', './user.ts'),
    ...allowed('libs/domain/src/room.unit.spec.ts', 'vitest', './room.ts'),
    ...allowed('libs/chat/src/rooms/create-room.ts', '@maru/domain', '../ports/room-log.ts'),
    ...allowed('libs/chat/src/rooms/create-room.int.spec.ts', '../testing/open-chat.ts', 'vitest'),
    ...allowed('libs/chat/src/testing/open-chat.ts', '@maru/adapters-embedded', 'node:fs/promises', 'vitest'),
    ...allowed('libs/adapters/contract/src/feed.contract.ts', '@maru/domain', '@maru/chat', 'vitest'),
    ...allowed('libs/adapters/embedded/src/feed.ts', '@maru/domain', '@maru/chat', 'node:fs', 'libsql'),
    ...allowed('libs/adapters/embedded/src/feed.int.spec.ts', '@maru/adapters-contract', '@maru/engines', 'vitest'),
    ...allowed('libs/adapters/cluster/src/feed.ts', 'ioredis', '@aws-sdk/lib-dynamodb', '@elastic/elasticsearch'),
    ...allowed('libs/fanout/src/topic.ts', 'graphql', 'graphql-ws/use/ws', 'ws'),
    ...allowed('libs/runtime/src/config.ts', '@maru/chat', 'zod', 'node:path'),
    ...allowed(
      'apps/api/src/main.ts',
      '@maru/runtime',
      '@maru/fanout',
      '@nestjs/common',
      '@apollo/server',
      'node:http',
    ),
    ...allowed('apps/web/src/main.ts', '@maru/domain', 'vue', 'quasar/src/css/index.sass', './app/App.vue'),
    ...allowed('apps/web/vite.config.ts', 'node:path', 'vite'),
    ...allowed('apps/e2e/src/chat.e2e.spec.ts', '@maru/engines', 'graphql-ws', 'playwright-core', 'node:fs'),
    ...allowed('eslint.config.mjs', './tools/lint/plugin.mjs'),
    ...valid('libs/runtime/src/open-ports.ts', `await import('@maru/adapters-embedded')`),
    ...valid('libs/runtime/src/open-ports.ts', `import type { open } from '@maru/adapters-cluster'`),
  ],
  invalid: [],
});

ruleTester.run('imports-follow-table: no form of import escapes', maru.rules['imports-follow-table'], {
  valid: [],
  invalid: [
    ...invalid(
      'forbidden',
      'libs/domain/src/room.ts',
      `import { x } from 'zod'`,
      `import type { x } from 'zod'`,
      `export { x } from 'zod'`,
      `export * from 'zod'`,
      `await import('zod')`,
      `type X = import('zod').X`,
      `import zod = require('zod')`,
      `require('zod')`,
    ),
    ...invalid('loadOnly', 'libs/runtime/src/open-ports.ts', `import { open } from '@maru/adapters-embedded'`),
    ...invalid('deep', 'apps/api/src/main.ts', `import { x } from '@maru/chat/src/core.ts'`),
    ...invalid('outside', 'libs/domain/src/room.ts', `import x from '../../chat/src/core.ts'`),
    ...invalid('outside', 'apps/e2e/src/topology.ts', `import x from '../../api/src/main.ts'`),
    ...invalid('outside', 'tools/test/test.mjs', `import x from '../engines/src/redis.ts'`),
    ...invalid('testsOnly', 'libs/chat/src/chat.ts', `import x from './testing/open-chat.ts'`),
    ...invalid('homeless', 'apps/unheard-of/src/main.ts', `import x from './x.ts'`),
  ],
});
