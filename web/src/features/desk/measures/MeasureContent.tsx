import type { ReactNode } from 'react';
import { ClauseTree } from '@/components/ClauseTree';
import { countClauses } from '@/lib/clause';
import { formatDate, formatSpan } from '@/lib/date';
import { td } from '@/messages/desk';
import type { Measure } from './api';
import styles from './Measures.module.css';

/** What the public is shown of a measure, laid out for a desk: conditions beside everything else. */
export function MeasureContent({ measure }: { measure: Measure }) {
  return (
    <div className={styles.columns}>
      <div>
        <Card title={td('measure.summary')}>
          <p>{measure.summary || td('value.none')}</p>
          <Pairs
            rows={[
              [td('measure.get'), measure.amount_text],
              [td('measure.who'), measure.beneficiaries],
            ]}
          />
        </Card>
        <Card title={td('measure.conditions', { count: countClauses(measure.conditions) })}>
          <ClauseTree node={measure.conditions} />
        </Card>
      </div>
      <div>
        <Card title={td('measure.handling')}>
          <Pairs
            rows={[
              [td('measure.window'), formatSpan(measure.window?.from, measure.window?.to)],
              [td('measure.limit'), measure.time_limit],
              [td('measure.payment'), measure.payment_term],
              [td('measure.exclusion'), measure.exclusion?.words],
              [td('contact.unit'), measure.contact?.unit],
              [td('contact.phone'), measure.contact?.phone],
              [td('contact.address'), measure.contact?.address],
              [td('contact.hours'), measure.contact?.hours],
            ]}
          />
        </Card>
        <Words title={td('measure.benefit')} list={measure.benefit_words ?? []} />
        <Words title={td('measure.bonus')} list={measure.bonus_words ?? []} />
        <Named title={td('measure.materials')} list={measure.materials ?? []} />
        <Steps measure={measure} />
        <Policy measure={measure} />
      </div>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Pairs({ rows }: { rows: Array<[string, string | undefined]> }) {
  return (
    <dl className={styles.pairs}>
      {rows
        .filter(([, value]) => value)
        .flatMap(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label}:`}>{value}</dd>,
        ])}
    </dl>
  );
}

function Words({ title, list }: { title: string; list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={styles.list}>
        {list.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Card>
  );
}

function Named({ title, list }: { title: string; list: Measure['materials'] }) {
  if (!list || list.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={styles.list}>
        {list.map((one) => (
          <li key={one.name}>
            {one.name}
            <span className={styles.note}>
              {' '}
              {[one.note, one.source].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Steps({ measure }: { measure: Measure }) {
  const steps = measure.steps ?? [];
  if (steps.length === 0) return null;
  return (
    <Card title={td('measure.steps')}>
      <ol className={`${styles.list} ${styles.steps}`}>
        {steps.map((step) => (
          <li key={step.title}>
            {step.title}
            {step.text ? <p className={styles.note}>{step.text}</p> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Policy({ measure }: { measure: Measure }) {
  const { policy } = measure;
  if (!policy?.title) return null;
  return (
    <Card title={td('measure.policy')}>
      <p>{policy.title}</p>
      <Pairs
        rows={[
          [td('policy.number'), policy.document_no],
          [td('policy.issuers'), (policy.issuers ?? []).join('、')],
          [
            td('policy.published'),
            policy.published_on ? formatDate(policy.published_on) : undefined,
          ],
          [
            td('policy.effective'),
            policy.effective_from || policy.effective_to
              ? formatSpan(policy.effective_from, policy.effective_to)
              : undefined,
          ],
        ]}
      />
      {policy.text ? (
        <details>
          <summary>{td('policy.text')}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className={styles.text} aria-label={td('policy.text')} tabIndex={0}>
            {policy.text}
          </section>
        </details>
      ) : null}
    </Card>
  );
}
