import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { RESOLVERS } from './graphql/resolvers.ts';

/** Writes the public schema, as the code has it, to the file given or to standard output. Opens no port and no storage. */
async function emitSchema(file: string | undefined): Promise<void> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: ['error'] });
  const schema = await app.get(GraphQLSchemaFactory).create(RESOLVERS);
  const text = `${printSchema(lexicographicSortSchema(schema))}\n`;
  if (file === undefined) process.stdout.write(text);
  else await writeFile(file, text);
  await app.close();
}

await emitSchema(process.argv[2]);
