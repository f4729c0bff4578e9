import type { SearchHit } from '@maru/chat';
import { describe, expect, inject, it } from 'vitest';
import type { ClusterMessageSearch } from './message-search.ts';
import { openFaultyElasticsearch, type BulkFault } from './testing/faulty-elasticsearch.ts';
import { openSearchForTest } from './testing/elasticsearch.ts';
import { messageAt } from './testing/items.ts';

/** Whatever was asked may be asked again: nobody's entries become dead letters by it. */
const UNAVAILABLE = { code: 'UNAVAILABLE', retryable: true };

const textOf = ({ message }: SearchHit) => message.body?.text;
const marked = ({ message, highlights }: SearchHit) =>
  highlights.map(({ start, end }) => message.body?.text.slice(start, end));

async function find(search: ClusterMessageSearch, text: string): Promise<readonly SearchHit[]> {
  return (await search.search({ roomIds: ['room'], text, limit: 100 })).hits;
}

/** A search that finds these texts by now. */
async function searchable(texts: readonly string[]) {
  const opened = openSearchForTest();
  await opened.index.prepare();
  const messages = texts.map((text, index) => messageAt('room', index + 1, { body: { text } }));
  await opened.search.index(messages);
  await opened.refresh();
  return { ...opened, messages };
}

describe('Korean words', () => {
  const texts = [
    '내일 휴가 신청 마감입니다',
    '휴가를 신청했어요',
    '신청은 휴가 전에',
    '오늘 점심 먹었어요',
    '먹을 것',
    '데이터베이스 점검',
    'ＡＰＩ 문서',
  ];

  it.each([
    { query: '휴가신청', found: ['휴가를 신청했어요', '내일 휴가 신청 마감입니다'] },
    { query: '휴가신청을', found: ['휴가를 신청했어요', '내일 휴가 신청 마감입니다'] },
    { query: '점심을', found: ['오늘 점심 먹었어요'] },
    { query: '오늘', found: ['오늘 점심 먹었어요'] },
    { query: '먹었습니다', found: ['오늘 점심 먹었어요'] },
    { query: '베이', found: ['데이터베이스 점검'] },
    { query: '데이터베이스점검은 점검을', found: ['데이터베이스 점검'] },
    { query: 'api문서를', found: ['ＡＰＩ 문서'] },
    { query: '신청휴가', found: ['신청은 휴가 전에'] },
    { query: '휴가점심', found: [] },
  ])('are found however they are spaced and end: $query', async ({ query, found }) => {
    const { search } = await searchable(texts);
    expect((await find(search, query)).map(textOf)).toEqual(found);
  });

  it('are marked as far as they stand there as they were typed', async () => {
    const { search } = await searchable(['👋🏽 내일 ＡＰＩ 문서, 휴가를 신청, 회의 <b>휴가</b>']);
    const [hit] = await find(search, '휴가신청이 회의 api문서를');
    expect(hit && marked(hit)).toEqual(['ＡＰＩ', '문서', '휴가', '신청', '회의', '휴가']);
  });
});

describe('the index', () => {
  const posts = (count: number, from = 1) =>
    Array.from({ length: count }, (_, index) =>
      messageAt('room', from + index, { body: { text: `word ${from + index}` } }),
    );

  it('is made once, by whoever comes first', async () => {
    const { index, search, namespace, refresh } = openSearchForTest();
    const others = [openSearchForTest({ namespace }), openSearchForTest({ namespace })].map((other) => other.index);
    expect(await Promise.all([index, ...others].map((each) => each.prepare()))).toEqual([true, true, true]);
    expect(await index.targets()).toHaveLength(1);
    await search.index(posts(1));
    expect(await index.prepare()).toBe(true);
    await refresh();
    expect(await find(search, 'word')).toHaveLength(1);
  });

  it('does not come into being by itself', async () => {
    const { search, client, index, namespace } = openSearchForTest();
    await expect(search.index(posts(1))).rejects.toMatchObject({
      ...UNAVAILABLE,
      cause: { message: expect.stringContaining('was not prepared') as unknown },
    });
    await expect(find(search, 'word')).rejects.toMatchObject(UNAVAILABLE);
    await expect(index.check()).rejects.toThrow('was not prepared');
    expect(await client.indices.exists({ index: `${namespace}-*`, allow_no_indices: false })).toBe(false);
  });

  it('is built anew beside the live one, which serves and is written to until the new one takes its place', async () => {
    const { client, index, search } = openSearchForTest();
    await index.prepare();
    const stored = posts(50);
    await search.index(stored);
    const [live] = await index.targets();
    const built = await index.startRebuild();
    expect(await index.startRebuild()).toBe(built);
    const meanwhile = [...posts(5, 51), messageAt('room', 7, { body: null, revision: { epoch: 1, seq: 60 } })];
    await search.index(meanwhile);
    await client.indices.refresh({ index: index.writeAlias });
    const before = await find(search, 'word');
    await search.index(stored);
    await index.finishRebuild(built);
    expect(await find(search, 'word')).toEqual(before);
    expect(before).toHaveLength(54);
    expect(await index.targets()).toEqual([built]);
    expect(await client.indices.exists({ index: live ?? '' })).toBe(false);
  });

  it('of an older version serves, and says that it should be rebuilt; what was begun for another version is given up', async () => {
    const { client, index, search, namespace } = openSearchForTest();
    const older = `${namespace}-messages-v0-000001`;
    const begunForOlder = `${namespace}-messages-v0-000002`;
    const aliases = { [index.writeAlias]: {} };
    await client.indices.create({ index: older, aliases: { ...aliases, [index.readAlias]: {} } });
    await client.indices.create({ index: begunForOlder, aliases });
    expect(await index.prepare()).toBe(false);
    await search.index(posts(3));
    const built = await index.startRebuild();
    expect((await index.targets()).sort()).toEqual([older, built].sort());
    await search.index(posts(3));
    await index.finishRebuild(built);
    expect(await index.prepare()).toBe(true);
    expect(await find(search, 'word')).toHaveLength(3);
    expect(Object.keys(await client.indices.get({ index: `${namespace}-*` }))).toEqual([built]);
  });

  it('misses nothing that is indexed while the new one takes its place', async () => {
    const { index, search, refresh } = openSearchForTest();
    await index.prepare();
    const built = await index.startRebuild();
    const messages = posts(60);
    const indexing = messages.map(async (message) => search.index([message]));
    await Promise.all([...indexing.slice(0, 30), index.finishRebuild(built), ...indexing.slice(30)]);
    await refresh();
    expect(await find(search, 'word')).toHaveLength(60);
  });

  it('knows which of two revisions is newer where JavaScript’s numbers no longer do', async () => {
    const { index, search, refresh } = openSearchForTest();
    await index.prepare();
    const epoch = 8_388_607;
    const revision = (seq: number) =>
      messageAt('room', 1, { epoch, seq: 10, body: { text: `word ${seq}` }, revision: { epoch, seq } });
    for (const seq of [10, 12, 11]) await search.index([revision(seq)]);
    await refresh();
    expect((await find(search, 'word')).map(textOf)).toEqual(['word 12']);
    await expect(search.index([messageAt('room', 2, { epoch: epoch + 1 })])).rejects.toThrow(RangeError);
  });
});

it('what a lost epoch left in the index is not found', async () => {
  const epochs = [
    { epoch: 1, firstSeq: 1 },
    { epoch: 2, firstSeq: 11 },
  ];
  const { index, search, refresh } = openSearchForTest({ epochs });
  await index.prepare();
  const kept = [messageAt('room', 9), messageAt('room', 10), messageAt('room', 11, { epoch: 2 })];
  const lost = [11, 12, 13, 14].map((number) => messageAt('room', number));
  await search.index([...kept, ...lost]);
  await refresh();
  expect((await find(search, 'message')).map(({ message }) => message)).toEqual(kept.toReversed());
  const first = await search.search({ roomIds: ['room'], text: 'message', limit: 1 });
  const rest = await search.search({ roomIds: ['room'], text: 'message', limit: 2, after: first.next ?? '' });
  expect([...first.hits, ...rest.hits].map(({ message }) => message)).toEqual(kept.toReversed());
  expect(rest.next).toBeNull();
});

describe('messages are all indexed', () => {
  it.each<{ what: string; faults: BulkFault[] }>([
    { what: 'Elasticsearch is too busy for some of a batch', faults: [{ everySecond: 429 }, { everySecond: 503 }] },
    { what: 'it cannot be reached at first', faults: ['unreachable', 'unreachable'] },
    { what: 'its answer is lost', faults: ['answer lost'] },
  ])('where $what', async ({ faults }) => {
    const { search, index, left, refresh } = await openFaulty(faults);
    await index.prepare();
    await search.index(Array.from({ length: 20 }, (_, at) => messageAt('room', at + 1)));
    expect(left).toEqual([]);
    await refresh();
    expect(await find(search, 'message')).toHaveLength(20);
  });

  it('but those that Elasticsearch refuses for good, and whoever asked is told', async () => {
    const { search, index, refresh } = await openFaulty([{ everySecond: 400 }]);
    await index.prepare();
    const indexing = search.index(Array.from({ length: 20 }, (_, at) => messageAt('room', at + 1)));
    await expect(indexing).rejects.toThrow(/refused 10 of 20 messages; m1\.room\.1\.2\.2: refused with 400/);
    await refresh();
    expect(await find(search, 'message')).toHaveLength(10);
  });

  it('or, while Elasticsearch stays too busy, whoever asked is told to try again', async () => {
    const { search, index } = await openFaulty(Array<BulkFault>(20).fill({ everySecond: 429 }));
    await index.prepare();
    const indexing = search.index(Array.from({ length: 500 }, (_, at) => messageAt('room', at + 1)));
    await expect(indexing).rejects.toMatchObject(UNAVAILABLE);
  });

  async function openFaulty(faults: readonly BulkFault[]) {
    const faulty = await openFaultyElasticsearch(inject('elasticsearchUrl'), faults);
    return { ...openSearchForTest({ url: faulty.url }), left: faulty.left };
  }
});

it('a search that cannot be reached says so', async () => {
  const { search } = openSearchForTest({ url: 'http://127.0.0.1:1' });
  await expect(find(search, 'word')).rejects.toMatchObject(UNAVAILABLE);
  await expect(search.index([messageAt('room', 1)])).rejects.toMatchObject(UNAVAILABLE);
});
