import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { PubSub } from 'graphql-subscriptions';
import { RoomResolver } from './room.resolver.ts';

/** So that it does not warn of many subscribers. */
const eventEmitter = new EventEmitter().setMaxListeners(0);

@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      subscriptions: { 'graphql-ws': true },
    }),
  ],
  providers: [{ provide: PubSub, useValue: new PubSub({ eventEmitter }) }, RoomResolver],
})
class StockModule {}

const app = await NestFactory.create<NestFastifyApplication>(StockModule, new FastifyAdapter(), { logger: ['error'] });
await app.listen(0, '127.0.0.1');
console.log(`listening on ${new URL(await app.getUrl()).port}`);
