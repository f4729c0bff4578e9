import type { estypes } from '@elastic/elasticsearch';

/**
 * Korean words by their stems, whatever stands at their end and however they are spaced: 휴가신청 finds 휴가를 신청.
 * What nori takes for no word is found by the tokens beside it (search-documents.ts).
 *
 * The stop tags are in Lucene 10's names. Endings and particles go, as they do by nori's own list. Adverbs, determiners,
 * interjections and the suffixes of nouns stay, unlike there: people search for 오늘.
 */
export const KOREAN_ANALYSIS: estypes.IndicesIndexSettingsAnalysis = {
  tokenizer: { korean: { type: 'nori_tokenizer', decompound_mode: 'discard' } },
  filter: {
    endings_and_particles: {
      type: 'nori_part_of_speech',
      stoptags: [
        ...['EP', 'EF', 'EC', 'ETN', 'ETM'],
        ...['JKS', 'JKC', 'JKG', 'JKO', 'JKB', 'JKV', 'JKQ', 'JX', 'JC'],
        ...['VCP', 'XSV', 'XSA'],
        ...['SP', 'SSC', 'SSO', 'SC', 'SE', 'SF'],
      ],
    },
  },
  analyzer: {
    korean: { type: 'custom', tokenizer: 'korean', filter: ['endings_and_particles', 'cjk_width', 'lowercase'] },
  },
};
