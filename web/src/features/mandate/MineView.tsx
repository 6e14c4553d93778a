import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ProblemNote } from '@/components/Problem';
import { Sheet } from '@/components/Sheet';
import { SkeletonCards } from '@/components/Skeleton';
import { formatDay } from '@/lib/date';
import { tn } from '@/messages/mandate';
import { type Mine, mineQuery, useGiveUp } from './api';
import styles from './Mandate.module.css';
import { lastDay } from './PersonCard';

/** What the person holds, for every enterprise, and the way to give it up. */
export function MineView({ onGivenUp }: { onGivenUp: () => void }) {
  const mine = useQuery(mineQuery);
  const [leaving, setLeaving] = useState<Mine | null>(null);
  const items = mine.data?.items ?? [];
  return (
    <section className={styles.section} aria-labelledby="mine-title">
      <h2 id="mine-title">{tn('mine.title')}</h2>
      <ProblemNote error={mine.error} />
      {mine.isPending ? <SkeletonCards count={1} /> : null}
      {mine.data && items.length === 0 ? <p className={styles.note}>{tn('mine.none')}</p> : null}
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={styles.card}>
            <div className={styles.who}>
              <strong>{one.name || one.uscc}</strong>
              <span>{tn(`role.${one.role}`)}</span>
            </div>
            <dl className={styles.facts}>
              <dt>{tn('mandate.matters')}</dt>
              <dd>{(one.matters ?? []).map((matter) => matter.name).join('、')}</dd>
              <dt>{tn('mandate.since')}</dt>
              <dd>{formatDay(one.starts_at)}</dd>
              <dt>{tn('mandate.until')}</dt>
              <dd>{one.ends_at ? lastDay(one.ends_at) : tn('mandate.endless')}</dd>
            </dl>
            {one.role === 'handler' ? (
              <div className={styles.acts}>
                <Button look="secondary" onClick={() => setLeaving(one)}>
                  {tn('mine.end')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {leaving ? (
        <GiveUpSheet mandate={leaving} onClose={() => setLeaving(null)} onDone={onGivenUp} />
      ) : null}
    </section>
  );
}

interface SheetProps {
  mandate: Mine;
  onClose: () => void;
  onDone: () => void;
}

function GiveUpSheet({ mandate, onClose, onDone }: SheetProps) {
  const giveUp = useGiveUp();
  const firm = mandate.name || mandate.uscc;
  return (
    <Sheet title={tn('mine.end.title', { firm })} onClose={onClose}>
      <div className={styles.form}>
        <p>{tn('mine.end.text', { firm })}</p>
        <ProblemNote error={giveUp.error} />
        <Button
          wide
          disabled={giveUp.isPending}
          onClick={() => giveUp.mutate(mandate.id, { onSuccess: onDone })}
        >
          {giveUp.isPending ? tn('mandate.busy') : tn('mine.end.go')}
        </Button>
      </div>
    </Sheet>
  );
}
