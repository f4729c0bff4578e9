import type { SqlConnection } from './database.ts';

/**
 * The schema, as numbered steps: step n brings a database from version n to n + 1. A step that was released is never
 * edited; a change of the schema is a new step at the end. SQLite's `user_version` says how many were taken.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The log: every room's events in the order in which they were committed.
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    room_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    -- Seq of the message that an edit or deletion is about.
    about_seq INTEGER,
    event TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_of_room ON events (room_id, seq);
  CREATE INDEX events_about_message ON events (room_id, about_seq) WHERE about_seq IS NOT NULL;

  CREATE TABLE heads (
    room_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_message TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE epochs (
    room_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    PRIMARY KEY (room_id, epoch)
  ) STRICT, WITHOUT ROWID;

  -- What the first use of a dedupe key led to: the end of the log before it, and what it appended there.
  CREATE TABLE dedupe (
    room_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    actor_id TEXT NOT NULL,
    -- Null for messages: their text is not kept a second time, a deletion could not reach it here.
    changes TEXT,
    PRIMARY KEY (room_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rooms (
    id TEXT PRIMARY KEY,
    name TEXT,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE members (
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    state TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_seq INTEGER NOT NULL,
    joined_index INTEGER NOT NULL,
    joined_at INTEGER NOT NULL,
    joined_message_count INTEGER NOT NULL,
    joined_number INTEGER NOT NULL,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_in_order ON members (room_id, joined_seq, joined_index) WHERE state = 'member';

  CREATE TABLE member_lists (
    room_id TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE user_rooms (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    state TEXT NOT NULL,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL,
    PRIMARY KEY (user_id, room_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE read_positions (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    PRIMARY KEY (user_id, room_id)
  ) STRICT, WITHOUT ROWID;

  -- A page is a range of the primary key: it costs the same in every room.
  CREATE TABLE timeline_items (
    room_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (room_id, number)
  ) STRICT, WITHOUT ROWID;

  -- A slot is createdAt x 2^21 + a counter: descending slots are messages newest first. Slots do not fit into a
  -- JavaScript number and stay inside SQL.
  CREATE TABLE search_messages (
    slot INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    revision_epoch INTEGER NOT NULL,
    revision_seq INTEGER NOT NULL,
    -- Null once it is deleted: the row stays, so that an older revision that comes late is known to be older.
    message TEXT
  ) STRICT;
  -- The words are tokens as the domain makes them; this tokenizer only splits them at spaces. The prefix index makes single
  -- characters quick to find; indexes for longer prefixes would cost more at every message than they save.
  CREATE VIRTUAL TABLE search_index USING fts5 (
    room, words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1'
  );

  CREATE TABLE users (
    id TEXT PRIMARY KEY,
    handle TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retired INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Who holds a handle, or held it last. A session is bound to a user by one of these rows, or not at all.
  CREATE TABLE holdings (
    handle TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    session_id TEXT UNIQUE,
    session_kind TEXT NOT NULL,
    held_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Everything up to \`acknowledged\` is handled, or in \`failures\`. A consumer that was lost had the events up to \`in_hand\`.
  CREATE TABLE consumer_groups (
    name TEXT PRIMARY KEY,
    acknowledged INTEGER NOT NULL,
    in_hand INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Entries that a group's handler refused: those that are tried again, and the dead letters.
  CREATE TABLE failures (
    group_name TEXT NOT NULL,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    dead INTEGER NOT NULL,
    PRIMARY KEY (group_name, dead, position)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What an append sent along with its events to the consumers.
  ALTER TABLE events ADD COLUMN carrier TEXT;
  ALTER TABLE failures ADD COLUMN carrier TEXT;
  `,
];

/** Brings the schema to its newest version, step by step, each step a transaction. */
export function migrate(connection: SqlConnection): void {
  const version = connection.query<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0;
  if (version > MIGRATIONS.length)
    throw new Error(`The data folder is of a newer version (${version}) than this program (${MIGRATIONS.length}).`);
  for (let step = version; step < MIGRATIONS.length; step++) {
    connection.transaction(() => {
      connection.exec(MIGRATIONS[step] ?? '');
      connection.exec(`PRAGMA user_version = ${step + 1}`);
    });
  }
}
