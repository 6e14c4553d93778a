import type { ReactNode, Ref } from 'react';
import { buttonClass } from '@/components/Button';
import { ClauseTree } from '@/components/ClauseTree';
import { Icon } from '@/components/Icon';
import { Phrases } from '@/components/Phrases';
import { countClauses } from '@/lib/clause';
import { chinaToday, formatDate, formatDay, formatSpan, windowText } from '@/lib/date';
import { tl } from '@/messages/library';
import { tp } from '@/messages/public';
import type { MeasurePage } from './api';
import styles from './MeasureView.module.css';

/** A measure as a visitor reads it: who, how much, on what conditions, how. */
export function MeasureView({
  measure,
  heading,
}: {
  measure: MeasurePage;
  heading: Ref<HTMLHeadingElement>;
}) {
  const sections = sectionsOf(measure);
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <p className={styles.kind}>
          <strong>{measure.kind_label}</strong>
          <span>{measure.delivery_label}</span>
          <span>{measure.department}</span>
        </p>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {measure.title}
        </h1>
        <p className={styles.summary}>{measure.summary}</p>
      </header>
      <Answer measure={measure} />
      <Quick measure={measure} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {sections.map((section) => (
            <section key={section.id} id={section.id} className={styles.section}>
              <h2>{section.title}</h2>
              {section.content}
            </section>
          ))}
          <p className={styles.updated}>
            {tp('measure.updated', { date: formatDay(measure.updated_at) })}
          </p>
        </div>
        <nav className={styles.toc} aria-label={tp('measure.toc')}>
          <p>{tp('measure.toc')}</p>
          {sections.map((section) => (
            <a key={section.id} href={`#${section.id}`}>
              {section.title}
            </a>
          ))}
        </nav>
      </div>
    </article>
  );
}

function deliveryWords(delivery: string): string {
  if (delivery === 'proactive') return tp('measure.delivery.proactive');
  if (delivery === 'express') return tp('measure.delivery.express');
  return tp('measure.delivery.claim');
}

/** The first screen: what one gets, who can, and the way to find out about one's own firm. */
function Answer({ measure }: { measure: MeasurePage }) {
  return (
    <div className={styles.answer}>
      <div>
        <h2>{tp('measure.get')}</h2>
        <p className={styles.amount}>
          <Phrases text={measure.amount_text} />
        </p>
      </div>
      <div>
        <h2>{tp('measure.who')}</h2>
        <p className={styles.who}>{measure.beneficiaries}</p>
      </div>
      <a
        className={`${buttonClass('primary')} ${styles.cta}`}
        href={`/my/to/${encodeURIComponent(measure.id)}`}
      >
        {tp('measure.check')}
        <Icon name="next" size="1em" />
      </a>
      <p className={styles.delivery}>{deliveryWords(measure.delivery)}</p>
    </div>
  );
}

/** The span of days and, when the end is near, what is left of it. */
function windowWords(window: MeasurePage['window']): string {
  const span = formatSpan(window.from, window.to);
  const { state, text } = windowText(window, chinaToday(new Date()));
  return state === 'open' ? span : tp('measure.window.left', { span, left: text });
}

function Quick({ measure }: { measure: MeasurePage }) {
  const window = measure.window ?? {};
  const rows: Array<[string, string]> = [
    [
      tp('measure.window'),
      window.from || window.to ? windowWords(window) : formatSpan(undefined, undefined),
    ],
    [tp('measure.limit'), measure.time_limit],
    [tp('measure.payment'), measure.payment_term],
  ];
  return (
    <dl className={styles.quick}>
      {rows
        .filter(([, words]) => words)
        .map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
    </dl>
  );
}

interface Section {
  id: string;
  title: string;
  content: ReactNode;
}

function sectionsOf(measure: MeasurePage): Section[] {
  const sections: Array<Section | null> = [
    {
      id: 'conditions',
      title: tp('measure.conditions'),
      content: (
        <>
          <p className={styles.lead}>
            {tp('measure.conditions.lead', { count: countClauses(measure.conditions) })}
          </p>
          <ClauseTree node={measure.conditions} />
        </>
      ),
    },
    benefit(measure),
    { id: 'materials', title: tp('measure.materials'), content: <Materials measure={measure} /> },
    { id: 'steps', title: tp('measure.steps'), content: <Steps measure={measure} /> },
    measure.exclusion?.words
      ? {
          id: 'exclusion',
          title: tp('measure.exclusion'),
          content: <p className={styles.exclusion}>{measure.exclusion.words}</p>,
        }
      : null,
    { id: 'contact', title: tp('measure.contact'), content: <Contact measure={measure} /> },
    { id: 'policy', title: tp('measure.policy'), content: <Policy measure={measure} /> },
  ];
  return sections.filter((section) => section !== null);
}

function benefit(measure: MeasurePage): Section | null {
  const words = measure.benefit_words ?? [];
  const bonus = measure.bonus_words ?? [];
  if (words.length + bonus.length === 0) return null;
  return {
    id: 'benefit',
    title: tp('measure.benefit'),
    content: (
      <>
        <Words list={words} />
        {bonus.length > 0 ? (
          <>
            <h3 className={styles.sub}>{tp('measure.bonus')}</h3>
            <Words list={bonus} />
          </>
        ) : null}
      </>
    ),
  };
}

function Words({ list }: { list: string[] }) {
  return (
    <ul className={styles.words}>
      {list.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

function Materials({ measure }: { measure: MeasurePage }) {
  const materials = measure.materials ?? [];
  if (materials.length === 0) return <p>{tp('measure.materials.none')}</p>;
  return (
    <ul className={styles.cards}>
      {materials.map((material) => (
        <li key={material.name}>
          <strong>{material.name}</strong>
          {material.note ? <span className={styles.note}>{material.note}</span> : null}
          {material.source ? (
            <span className={styles.note}>
              {tp('measure.materials.source', { source: material.source })}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Steps({ measure }: { measure: MeasurePage }) {
  const steps = measure.steps ?? [];
  if (steps.length === 0) return <p>{tp('measure.steps.none')}</p>;
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.title}>
          <strong>{step.title}</strong>
          {step.text ? <span className={styles.note}>{step.text}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function Contact({ measure }: { measure: MeasurePage }) {
  const { unit, phone, address, hours } = measure.contact;
  const rows: Array<[string, ReactNode]> = [
    [tp('measure.contact.unit'), unit],
    [tp('measure.contact.phone'), phone ? <PhoneLink key="phone" phone={phone} /> : null],
    [tp('measure.contact.address'), address],
    [tp('measure.contact.hours'), hours],
  ];
  return (
    <dl className={styles.contact}>
      {rows
        .filter(([, value]) => value)
        .flatMap(([label, value]) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label}:`}>{value}</dd>,
        ])}
    </dl>
  );
}

function PhoneLink({ phone }: { phone: string }) {
  return (
    <a className={styles.phone} href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
      {phone}
    </a>
  );
}

function Policy({ measure }: { measure: MeasurePage }) {
  const { policy } = measure;
  const meta = [
    policy.document_no,
    (policy.issuers ?? []).join('、'),
    policy.published_on
      ? tp('measure.policy.issued', { date: formatDate(policy.published_on) })
      : '',
  ].filter(Boolean);
  return (
    <div className={styles.policy}>
      <h3 className={styles.sub}>{policy.title}</h3>
      <p className={styles.note}>{meta.join(' · ')}</p>
      {policy.effective_from || policy.effective_to ? (
        <p className={styles.note}>
          {tp('measure.policy.effective')}：{formatSpan(policy.effective_from, policy.effective_to)}
        </p>
      ) : null}
      {policy.text ? (
        <details>
          <summary>
            {tp('measure.policy.text')}
            <Icon name="down" size="1.1em" />
          </summary>
          <div className={styles.text}>{policy.text}</div>
        </details>
      ) : null}
      {policy.id && policy.public ? (
        <a className={styles.source} href={`/policies/${encodeURIComponent(policy.id)}`}>
          {tl('policy.open')}
          <Icon name="next" size="1.1em" />
        </a>
      ) : null}
      {isWebAddress(policy.source_url) ? (
        <a className={styles.source} href={policy.source_url} rel="noreferrer" target="_blank">
          {tp('measure.policy.source')}
          <Icon name="external" size="1.1em" />
        </a>
      ) : null}
    </div>
  );
}

/** Only web addresses become links, whatever a policy's record says. */
function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url);
}
