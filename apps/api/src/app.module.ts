import type { Chat } from '@maru/chat';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { Notices } from './base-contract/notices.ts';
import type { Locale } from './base-contract/notice-text.ts';
import { VisibleRooms } from './base-contract/visible-rooms.ts';
import { apolloOptions, type ApolloParts } from './graphql/apollo-options.ts';
import { PassErrorsOn } from './graphql/pass-errors-on.filter.ts';
import { RESOLVERS } from './graphql/resolvers.ts';
import { CHAT, LOCALE } from './tokens.ts';

export interface AppParts extends ApolloParts {
  readonly chat: Chat;
  readonly locale: Locale;
}

@Module({})
export class AppModule {
  static of(parts: AppParts): DynamicModule {
    const rooms = new VisibleRooms(parts.chat);
    return {
      module: AppModule,
      imports: [GraphQLModule.forRoot<ApolloDriverConfig>({ driver: ApolloDriver, ...apolloOptions(parts) })],
      providers: [
        { provide: CHAT, useValue: parts.chat },
        { provide: LOCALE, useValue: parts.locale },
        { provide: VisibleRooms, useValue: rooms },
        { provide: Notices, useValue: new Notices(parts.chat, rooms) },
        { provide: APP_FILTER, useClass: PassErrorsOn },
        ...RESOLVERS,
      ],
    };
  }
}
