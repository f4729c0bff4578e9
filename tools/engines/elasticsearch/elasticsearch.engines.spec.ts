import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { groupStates } from '../process/process-group.mjs';
import { startElasticsearch } from './elasticsearch.mjs';

const index = 'messages';
const TEXTS = [
  '내일 휴가 신청 마감입니다',
  '오늘 점심은 김치찌개',
  '데이터베이스 점검 안내',
  'ＡＢＣ project kick-off',
];

let engine: Awaited<ReturnType<typeof startElasticsearch>>;
let client: Client;

beforeAll(async () => {
  engine = await startElasticsearch();
  client = new Client({ node: engine.url });
  await client.indices.create({
    index,
    settings: {
      number_of_replicas: 0,
      analysis: {
        tokenizer: { korean: { type: 'nori_tokenizer', decompound_mode: 'mixed' } },
        filter: {
          endings: { type: 'nori_part_of_speech', stoptags: ['EP', 'EF', 'EC', 'JKS', 'JKO', 'JX', 'VCP'] },
          bigrams: { type: 'cjk_bigram', output_unigrams: false },
        },
        analyzer: {
          korean: {
            type: 'custom',
            tokenizer: 'korean',
            filter: ['endings', 'nori_readingform', 'nori_number', 'cjk_width', 'lowercase'],
          },
          bigrams: { type: 'custom', tokenizer: 'standard', filter: ['cjk_width', 'lowercase', 'bigrams'] },
        },
      },
    },
    mappings: {
      properties: {
        text: { type: 'text', analyzer: 'korean', fields: { bigrams: { type: 'text', analyzer: 'bigrams' } } },
      },
    },
  });
  const operations = TEXTS.flatMap((text, number) => [{ index: { _index: index, _id: String(number) } }, { text }]);
  const { errors } = await client.bulk({ operations, refresh: true });
  expect(errors).toBe(false);
});
afterAll(async () => {
  await client.close();
  await engine.stop();
});

const find = async (field: 'text' | 'text.bigrams', words: string) => {
  const { hits } = await client.search<{ text: string }>({ index, query: { match_phrase: { [field]: words } } });
  return hits.hits.map(({ _source }) => _source?.text);
};
const terms = async (body: {
  tokenizer: string;
  filter?: ({ type: string } & Record<string, unknown>)[];
  text: string;
}) => {
  const { tokens } = await client.indices.analyze(body as Parameters<Client['indices']['analyze']>[0]);
  return tokens?.map(({ token }) => token);
};

it('nori finds words that were written with a space by words without one', async () => {
  expect(await find('text', '휴가신청')).toEqual([TEXTS[0]]);
  expect(await find('text.bigrams', '휴가신청')).toEqual([]);
});

it('bigrams find the parts of words that nori misses', async () => {
  expect(await find('text', '치찌')).toEqual([]);
  expect(await find('text.bigrams', '치찌')).toEqual([TEXTS[1]]);
});

it('own stop tags keep adverbs, which the default ones drop', async () => {
  expect(await find('text', '오늘')).toEqual([TEXTS[1]]);
  const tagged = (...stoptags: string[]) =>
    terms({
      tokenizer: 'nori_tokenizer',
      filter: [{ type: 'nori_part_of_speech', ...(stoptags.length > 0 && { stoptags }) }],
      text: '매우 좋은',
    });
  expect(await tagged()).not.toContain('매우');
  expect(await tagged('EP', 'EF', 'ETM')).toContain('매우');
});

it('folds widths and case', async () => {
  expect(await find('text', 'abc PROJECT')).toEqual([TEXTS[3]]);
});

it('reads Hanja by its sound and numbers by their value', async () => {
  expect(await terms({ tokenizer: 'nori_tokenizer', filter: [{ type: 'nori_readingform' }], text: '鄕歌' })).toEqual([
    '향가',
  ]);
  expect(await terms({ tokenizer: 'nori_tokenizer', filter: [{ type: 'nori_number' }], text: '삼백이십' })).toEqual([
    '320',
  ]);
});

it('lets the newer external version win', async () => {
  const put = (version: number, text: string) =>
    client.index({ index, id: 'edited', version, version_type: 'external', document: { text }, refresh: true });
  await put(20, '나중 글');
  await expect(put(10, '먼저 글')).rejects.toMatchObject({ statusCode: 409 });
  expect((await client.get({ index, id: 'edited' }))._source).toEqual({ text: '나중 글' });
});

it('listens on 127.0.0.1 only', async () => {
  const elsewhere = engine.url.replace('127.0.0.1', '127.0.0.2');
  await expect(fetch(elsewhere)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
});

it('ends with both its Java machines when it is killed, and finds everything again after a restart', async () => {
  const { pid = 0, url } = engine;
  expect((await groupStates(pid)).length).toBeGreaterThanOrEqual(2);
  await engine.kill();
  expect(await groupStates(pid)).toEqual([]);

  await engine.restart();
  expect(engine.url).toBe(url);
  expect(await find('text', '휴가신청')).toEqual([TEXTS[0]]);
}, 300_000);
