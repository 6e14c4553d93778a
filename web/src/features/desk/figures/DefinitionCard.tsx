import { formatDate } from '@/lib/date';
import { tf } from '@/messages/figure';
import type { RateRule, Rates } from './api';
import styles from './Figures.module.css';

/** Versions from this day ship with the program. */
const SHIPPED = '2000-01-01';

const meaning = (rule: RateRule): string =>
  rule.rate === 'satisfaction'
    ? tf('definition.satisfaction', {
        grade: tf(
          rule.least_grade === 5 ? 'grade.5' : rule.least_grade === 4 ? 'grade.4' : 'grade.3',
        ),
      })
    : tf(`definition.${rule.rate}`);

function words(rule: RateRule): string {
  const parts = [tf(`definition.by.${rule.by}`)];
  if (rule.kinds?.length) parts.push(tf('definition.kinds', { kinds: rule.kinds.join('、') }));
  if (rule.without?.length)
    parts.push(tf('definition.without', { closings: rule.without.join('、') }));
  parts.push(tf('definition.weight', { weight: rule.weight }));
  return parts.join('；');
}

type Definition = NonNullable<Rates['definitions']>[number];

/** One version: numerator, denominator, what is left out, and on what basis. */
export function Meaning({ definition }: { definition: Definition }) {
  return (
    <>
      <p>
        {tf('definition.version', {
          version: definition.version,
          since:
            definition.in_force === SHIPPED
              ? tf('definition.always')
              : tf('definition.since', { day: formatDate(definition.in_force) }),
          source: definition.source,
        })}
      </p>
      <dl>
        {(definition.rules ?? []).map((rule) => (
          <div key={rule.rate}>
            <dt>{rule.label}</dt>
            <dd>
              {meaning(rule)}
              <small className={styles.small}>{words(rule)}</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>{tf('definition.out')}</dt>
          <dd>
            {definition.excluded_for.join('；')}
            <small className={styles.small}>
              {tf('definition.out.days', { days: definition.excluded_days })}
            </small>
          </dd>
        </div>
      </dl>
    </>
  );
}

/** What the rates shown mean; each month is counted by the version of its time. */
export function DefinitionCard({ definitions }: { definitions: readonly Definition[] }) {
  return (
    <details className={styles.definition}>
      <summary>{tf('definition.title')}</summary>
      {definitions.map((definition) => (
        <Meaning key={definition.version} definition={definition} />
      ))}
      <p className={styles.lead}>{tf('rates.side.note')}</p>
    </details>
  );
}
