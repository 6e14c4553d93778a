import { type ReactNode, useState } from 'react';
import { Button } from '@/components/Button';
import { Empty } from '@/components/Empty';
import { Icon } from '@/components/Icon';
import { Money } from '@/components/Money';
import { asVerdict, VERDICT_LOOK, type Verdict, verdictColors } from '@/components/verdict';
import { chinaToday, formatDate, windowText } from '@/lib/date';
import { factName } from '@/lib/text';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import type { VerdictItem, Verdicts } from './api';
import { groupByVerdict, type VerdictGroup } from './group';
import styles from './VerdictList.module.css';

interface Props {
  verdicts: Verdicts;
  /** Wraps a title in a link to the verdict. */
  link: (item: VerdictItem) => ReactNode;
}

/** What an enterprise can get, by verdict: the sum first, then the way to more. */
export function VerdictList({ verdicts, link }: Props) {
  const groups = groupByVerdict(verdicts.items ?? []);
  if ((verdicts.items ?? []).length === 0) {
    return <Empty title={tm('verdicts.empty.title')} text={tm('verdicts.empty.text')} />;
  }
  return (
    <div className={styles.page}>
      <Hero verdicts={verdicts} />
      {groups.map((group) =>
        group.verdict === 'ineligible' ? (
          <Folded key={group.verdict} group={group} link={link} />
        ) : (
          <Group key={group.verdict} group={group} link={link} />
        ),
      )}
    </div>
  );
}

const SHOWN_FIRST: readonly Verdict[] = ['eligible', 'need_facts', 'needs_review', 'ineligible'];

function Hero({ verdicts }: { verdicts: Verdicts }) {
  const some = Number(verdicts.eligible_amount) > 0;
  return (
    <section className={styles.hero}>
      <h2>{tm('verdicts.sum')}</h2>
      <p className={styles.sum}>
        {some ? <Money yuan={verdicts.eligible_amount} /> : tm('verdicts.sum.open')}
      </p>
      <p className={styles.note}>
        {some ? tm('verdicts.sum.note') : tm('verdicts.sum.none')}
        <br />
        {tm('verdicts.asOf', { date: formatDate(verdicts.as_of) })}
      </p>
      <nav className={styles.counts} aria-label={tm('verdicts.jump')}>
        {SHOWN_FIRST.map((verdict) => (
          <a key={verdict} href={`#${verdict}`} style={verdictColors(verdict)}>
            <strong className="num">{verdicts.counts[verdict]}</strong>
            <span>
              <Icon name={VERDICT_LOOK[verdict].icon} size="1em" />
              {t(VERDICT_LOOK[verdict].word)}
            </span>
          </a>
        ))}
      </nav>
    </section>
  );
}

function GroupHead({ group }: { group: VerdictGroup }) {
  const look = VERDICT_LOOK[group.verdict];
  return (
    <div className={styles.groupHead}>
      <h2 id={`${group.verdict}-title`}>
        <span className={styles.sign}>
          <Icon name={look.icon} size="1em" />
        </span>
        {t(look.word)}
      </h2>
      <p>{tm('verdicts.count', { count: group.items.length })}</p>
    </div>
  );
}

interface GroupProps {
  group: VerdictGroup;
  link: (item: VerdictItem) => ReactNode;
}

function Group({ group, link }: GroupProps) {
  return (
    <section
      id={group.verdict}
      aria-labelledby={`${group.verdict}-title`}
      className={styles.group}
      style={verdictColors(group.verdict)}
    >
      <GroupHead group={group} />
      <Cards group={group} link={link} />
    </section>
  );
}

/** The measures that do not apply, out of the way until asked for. */
function Folded({ group, link }: GroupProps) {
  const [open, setOpen] = useState(false);
  return (
    <section
      id={group.verdict}
      aria-labelledby={`${group.verdict}-title`}
      className={styles.group}
      style={verdictColors(group.verdict)}
    >
      <GroupHead group={group} />
      {group.items.length > 0 ? (
        <Button look="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open
            ? tm('verdicts.ineligible.hide')
            : tm('verdicts.ineligible.show', { count: group.items.length })}
        </Button>
      ) : null}
      {open || group.items.length === 0 ? <Cards group={group} link={link} /> : null}
    </section>
  );
}

function Cards({ group, link }: GroupProps) {
  if (group.items.length === 0) return <p className={styles.none}>{tm('verdicts.group.empty')}</p>;
  return (
    <ul className={styles.list}>
      {group.items.map((item) => (
        <li key={item.measure} className={styles.card}>
          <h3 className={styles.title}>{link(item)}</h3>
          <CardBody item={item} />
          <span className={styles.arrow}>
            <Icon name="next" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function CardBody({ item }: { item: VerdictItem }) {
  const verdict = asVerdict(item.verdict);
  const missing = item.missing ?? [];
  const window = windowText(item.window ?? {}, chinaToday(new Date()));
  return (
    <>
      {item.amount && verdict !== 'ineligible' ? (
        <p className={styles.amount}>
          <Money yuan={item.amount} />
          {item.amount_may_rise ? <span className={styles.rise}>{tm('verdicts.more')}</span> : null}
        </p>
      ) : null}
      {!item.amount && verdict !== 'ineligible' && item.amount_text ? (
        <p className={styles.words}>{item.amount_text}</p>
      ) : null}
      {verdict === 'need_facts' && missing.length > 0 ? (
        <p className={styles.missing}>
          {tm('verdicts.missing', {
            labels: missing.map(factName).join('、'),
          })}
        </p>
      ) : null}
      <p className={styles.meta}>
        {verdict === 'ineligible' && item.near ? (
          <span className={styles.near}>{tm('verdicts.near')}</span>
        ) : null}
        {[item.delivery_label, window.text].filter(Boolean).join(' · ')}
      </p>
    </>
  );
}
