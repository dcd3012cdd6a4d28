import { type ProhibitionOptions, prohibitionSentences } from '@gatehouse/contract';
import type { Desk } from '../doors.js';
import { citationOf, wordsIn } from '../views/words.js';
import words from '../words.json' with { type: 'json' };

/** What the form can choose from, as the law pack has it. */
export async function readOptions({ doors }: Desk): Promise<ProhibitionOptions> {
  const { pack } = doors.law;
  return {
    regimes: pack.prohibitionRegimes.map(({ id, title, words: says, source, verified, ...regime }) => ({
      ...{ id, title, words: says, rests: citationOf(pack.sources, source), isSourceRead: verified },
      ...{
        sentences: regime.sentences,
        years: regime.years,
        mayBeNarrowed: regime.mayBeNarrowed,
        served: regime.served,
      },
    })),
    sentences: prohibitionSentences.map((id) => ({ id, title: wordsIn(words.sentences, id) })),
    postClasses: pack.postClasses.map(({ id, title }) => ({ id, title })),
    documentTypes: [...doors.documentTypes],
  };
}
