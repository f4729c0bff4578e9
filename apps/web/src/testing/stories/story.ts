import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { ConnectionState } from '../../graphql/connection.ts';
import type { User } from '../../graphql/fragments.ts';
import type { InboxUpdate, Room } from '../../rooms/room-documents.ts';
import type { Answer } from './story-api.ts';

/** A component in one of its states. */
export interface Story {
  /** What it shows: component and state. */
  readonly name: string;
  readonly component: Component;
  readonly props?: Readonly<Record<string, unknown>>;
  /** What the server answers; anything else is never answered. */
  readonly answers?: readonly Answer[];
  /** The viewer's rooms; undefined while they are not known. */
  readonly inbox?: Partial<InboxUpdate>;
  readonly connection?: ConnectionState;
  readonly route?: RouteLocationRaw;
  /** Texts begun in rooms, by room id. */
  readonly drafts?: Readonly<Record<string, string>>;
  /** Shown in the whole window, as a page is. */
  readonly isPage?: boolean;
}

export const inboxOf = (rooms: readonly Room[], online: readonly User[] = []): Partial<InboxUpdate> => ({
  rooms: rooms.map((room) => ({ room, typing: [] })),
  online: [...online],
});
