import { Button } from 'antd';
import { useState } from 'react';
import { tq } from '@/messages/appealDesk';
import { Marked, type Span } from './Advice';
import styles from './Appeals.module.css';

/** Characters that are shown at once; whoever opens a case wants to see its terms too. */
const AT_ONCE = 600;

/** What was reported, word for word; a long text opens at a press. */
export function CaseText({ text, spans = [] }: { text: string; spans?: readonly Span[] }) {
  const [whole, setWhole] = useState(false);
  const letters = [...text];
  const cut = !whole && letters.length > AT_ONCE * 1.5;
  return (
    <section className={styles.card} aria-label={tq('case.text')}>
      <h2>{tq('case.text')}</h2>
      <p className={styles.text}>
        <Marked text={cut ? `${letters.slice(0, AT_ONCE).join('')}…` : text} spans={spans} />
      </p>
      {cut ? (
        <Button className={styles.whole ?? ''} onClick={() => setWhole(true)}>
          {tq('case.whole', { count: letters.length })}
        </Button>
      ) : null}
    </section>
  );
}
