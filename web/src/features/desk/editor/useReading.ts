import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSettled } from '@/lib/useSettled';
import { readingQuery } from './api';
import { benefitLacks } from './check';
import { type Doc, pruned, writeDoc } from './document';
import { type JsonObject, writeCondition } from './model';
import type { Keys } from './vocabulary';

/** How long typing rests before the definition is read anew. */
const REST_MS = 250;

/** A definition in words; undefined until the server has read it. */
export function useReadingOf(definition: JsonObject) {
  return useQuery(readingQuery(rule(definition))).data;
}

/** What is read of a definition: its rule. The page is nobody's riddle. */
function rule({ when, benefit, bonus }: JsonObject): JsonObject {
  const out: JsonObject = {};
  if (when !== undefined) out.when = when;
  if (benefit !== undefined) out.benefit = benefit;
  if (bonus !== undefined) out.bonus = bonus;
  return out;
}

/** The definition under way in words, without what is not finished yet. */
export function useReading(doc: Doc, keys: Keys) {
  const text = useMemo(() => {
    const bonus = doc.bonus
      .filter((one) => benefitLacks(one.benefit, keys) === null)
      .map((one) => ({ ...one, when: pruned(one.when, keys) }))
      .filter((one) => one.when.items.length > 0);
    const { benefit, ...rest } = doc;
    const shown = benefitLacks(benefit, keys) === null ? benefit : undefined;
    const written = writeDoc({ ...rest, benefit: shown, when: pruned(doc.when, keys), bonus });
    const when = writeCondition(pruned(doc.when, keys));
    return JSON.stringify(rule({ ...written, ...(when === undefined ? {} : { when }) }));
  }, [doc, keys]);
  const rested = useSettled(text, REST_MS);
  const query = useQuery(readingQuery(JSON.parse(rested) as JsonObject));
  return { reading: query.data, error: query.error, behind: rested !== text || query.isFetching };
}
