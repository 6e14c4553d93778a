import { every, type Group } from './model';

/** One sentence of a text and where it stands, counted in UTF-16 units. */
export interface Sentence {
  text: string;
  from: number;
}

/** A text as paragraphs of sentences; nothing of it is lost but white space between them. */
export function paragraphsOf(text: string): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const sentences: Sentence[] = [];
    for (const match of line.matchAll(/[^\u3002\uff01\uff1f\uff1b]+[\u3002\uff01\uff1f\uff1b]*/g)) {
      if (match[0].trim() !== '') sentences.push({ text: match[0], from: at + match.index });
    }
    if (sentences.length > 0) paragraphs.push(sentences);
    at += line.length + 1;
  }
  return paragraphs;
}

/** White space and what ends a sentence do not make another quote. */
const bare = (text: string) => text.replace(/[\s\u3002\uff1b]+/g, '');

/** A quote of a clause. */
export interface Quote {
  uid: string;
  number: string;
  quote: string;
}

/** The quotes of all clauses, numbered as the builder numbers them. */
export function quotesOf(root: Group): Quote[] {
  const quotes: Quote[] = [];
  const walk = (group: Group, number: string) =>
    group.items.forEach((item, i) => {
      const at = number === '' ? String(i + 1) : `${number}.${i + 1}`;
      if (item.type === 'group') walk(item, at);
      else if (item.type === 'leaf' && typeof item.json.quote === 'string') {
        quotes.push({ uid: item.uid, number: at, quote: item.json.quote });
      }
    });
  walk(root, '');
  return quotes;
}

/** The clauses whose quote this sentence holds, or is a part of. */
export function tiedTo(sentence: string, quotes: readonly Quote[]): Quote[] {
  const own = bare(sentence);
  return quotes.filter(({ quote }) => {
    const other = bare(quote);
    return other !== '' && own !== '' && (own.includes(other) || other.includes(own));
  });
}

/** The number that the builder shows for an item, empty for one that is not there. */
export function numberOf(root: Group, uid: string): string {
  const walk = (group: Group, number: string): string => {
    for (const [i, item] of group.items.entries()) {
      const at = number === '' ? String(i + 1) : `${number}.${i + 1}`;
      if (item.uid === uid) return at;
      const below = item.type === 'group' ? walk(item, at) : '';
      if (below) return below;
    }
    return '';
  };
  return walk(root, '');
}

/** The clause with that id. */
export function clauseOf(root: Group, id: string): string {
  for (const item of every(root)) {
    if (item.type === 'leaf' && item.json.id === id) return item.uid;
  }
  return '';
}
