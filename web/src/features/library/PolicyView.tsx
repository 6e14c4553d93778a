import { type ReactNode, type Ref, useState } from 'react';
import { download } from '@/api/download';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { StandingMark } from '@/components/StandingMark';
import { formatDate, formatSpan } from '@/lib/date';
import type { PolicyPage } from '@/lib/policy';
import { tl } from '@/messages/library';
import styles from './Policy.module.css';
import { PolicyText } from './PolicyText';

type Relation = PolicyPage['parents'][number];

interface Props {
  policy: PolicyPage;
  heading: Ref<HTMLHeadingElement>;
  /** Who reads it: files and measures are elsewhere for the public. */
  face: 'public' | 'desk';
  /** How another policy of the library is linked to. */
  link: (id: string, title: string) => ReactNode;
  /** What the desk adds under the title. */
  children?: ReactNode;
}

/** Everything about a policy. All of it is plain text. */
export function PolicyView({ policy, heading, face, link, children }: Props) {
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <p className={styles.meta}>
          <StandingMark standing={policy.standing} word={policy.standing_label} />
          <span>{policy.level_label}</span>
          {policy.theme_names.map((theme) => (
            <span key={theme.code} className={styles.theme}>
              {theme.label}
            </span>
          ))}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {policy.title}
        </h1>
        <Facts policy={policy} />
      </header>
      {children}
      <Warnings policy={policy} face={face} link={link} />
      <div className={styles.columns}>
        <div className={styles.beside}>
          <Relations policy={policy} link={link} />
          <Measures policy={policy} face={face} />
          <Files policy={policy} face={face} />
          <Source policy={policy} />
          <Competition policy={policy} />
        </div>
        <div className={styles.main}>
          <section className={styles.section} aria-labelledby="policy-text">
            <h2 id="policy-text">{tl('policy.text')}</h2>
            <p className={styles.hint}>{tl('policy.text.hint')}</p>
            <PolicyText policy={policy} />
          </section>
          {policy.interpretation ? (
            <section className={styles.section}>
              <h2>{tl('policy.interpretation')}</h2>
              <p className={styles.pre}>{policy.interpretation}</p>
            </section>
          ) : null}
          <Questions policy={policy} />
        </div>
      </div>
    </article>
  );
}

function Facts({ policy }: { policy: PolicyPage }) {
  const rows: Array<[string, string]> = [
    [tl('policy.number'), policy.number],
    [tl('policy.issuers'), policy.issuers.join('、')],
    [tl('policy.published'), policy.published_on ? formatDate(policy.published_on) : ''],
    [
      tl('policy.effective'),
      policy.effective_from || policy.effective_to
        ? formatSpan(policy.effective_from, policy.effective_to)
        : '',
    ],
    [tl('policy.repealedOn'), policy.repealed_on ? formatDate(policy.repealed_on) : ''],
    [
      tl('policy.size'),
      policy.articles > 0 ? tl('policy.articles', { count: policy.articles }) : '',
    ],
  ];
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What a reader must know before relying on the text. */
function Warnings({ policy, face, link }: Pick<Props, 'policy' | 'face' | 'link'>) {
  const replaced = policy.children.filter((one) => one.kind === 'replaces');
  const gone = policy.parents.filter(
    (one) => one.kind !== 'replaces' && one.standing === 'repealed',
  );
  return (
    <>
      {policy.standing === 'repealed' ? (
        <Warning title={tl('policy.repealed')}>
          {replaced.length > 0 ? (
            <>
              {tl('policy.replacedBy')}
              <Links list={replaced} link={link} />
            </>
          ) : (
            tl('policy.only')
          )}
        </Warning>
      ) : null}
      {policy.standing === 'expired' ? (
        <Warning title={tl('policy.expired')}>{tl('policy.only')}</Warning>
      ) : null}
      {policy.standing === 'upcoming' ? <Warning title={tl('policy.upcoming')} /> : null}
      {policy.parent_repealed ? (
        <Warning title={tl('policy.parentRepealed')}>
          <Links list={gone} link={link} />
          {face === 'public' ? tl('policy.parentRepealed.text') : null}
        </Warning>
      ) : null}
    </>
  );
}

function Warning({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.warning} role="note">
      <Icon name="alert" />
      <div>
        <strong>{title}</strong>
        {children ? <p>{children}</p> : null}
      </div>
    </div>
  );
}

function Links({ list, link }: { list: readonly Relation[]; link: Props['link'] }) {
  return (
    <>
      {list.map((one) => (
        <span key={one.kind + one.policy + one.title} className={styles.inline}>
          {one.policy ? link(one.policy, one.title) : one.title}
        </span>
      ))}
    </>
  );
}

/** So many related policies are shown at once. */
const FEW = 6;

function Relations({ policy, link }: Pick<Props, 'policy' | 'link'>) {
  const [all, setAll] = useState(false);
  const rows = [
    ...policy.parents.map((one) => ({ ...one, way: tl(`parent.${one.kind}`) })),
    ...policy.children.map((one) => ({ ...one, way: tl(`child.${one.kind}`) })),
  ];
  if (rows.length === 0) return null;
  return (
    <section className={styles.side} aria-label={tl('policy.relations')}>
      <h2>{tl('policy.relations')}</h2>
      <ul className={styles.relations}>
        {rows.slice(0, all ? rows.length : FEW).map((one) => (
          <li key={one.way + one.policy + one.title}>
            <span className={styles.way}>{one.way}</span>
            {one.policy ? link(one.policy, one.title) : <span>{one.title}</span>}
            {one.standing && one.standing !== 'in_force' ? (
              <StandingMark standing={one.standing} word={one.standing_label} />
            ) : null}
          </li>
        ))}
      </ul>
      {rows.length > FEW && !all ? (
        <Button look="quiet" onClick={() => setAll(true)}>
          {tl('policy.relations.all', { count: rows.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Measures({ policy, face }: Pick<Props, 'policy' | 'face'>) {
  if (policy.measures.length === 0) return null;
  const base = face === 'public' ? '/measures' : '/desk/measures';
  return (
    <section className={styles.side} aria-label={tl('policy.measures')}>
      <h2>{tl('policy.measures')}</h2>
      <ul>
        {policy.measures.map((measure) => (
          <li key={measure.id}>
            <a href={`${base}/${encodeURIComponent(measure.id)}`}>{measure.title}</a>
            {measure.public ? null : <span className={styles.hint}>{tl('policy.notPublic')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Files({ policy, face }: Pick<Props, 'policy' | 'face'>) {
  const [error, setError] = useState<unknown>(null);
  if (policy.files.length === 0) return null;
  const base = face === 'public' ? '/public/policies' : '/policies';
  const fetchFile = (id: string) => {
    setError(null);
    download(`${base}/${encodeURIComponent(policy.id)}/files/${id}`, {}).catch(setError);
  };
  return (
    <section className={styles.side} aria-label={tl('policy.files')}>
      <h2>{tl('policy.files')}</h2>
      <ul>
        {policy.files.map((file) => (
          <li key={file.id}>
            <button type="button" className={styles.file} onClick={() => fetchFile(file.id)}>
              <Icon name="file" size="1.1em" />
              {file.name}
            </button>
            <span className={styles.hint}>{sizeWords(file.size)}</span>
          </li>
        ))}
      </ul>
      <ProblemNote error={error} />
    </section>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1024 * 1024) {
    return tl('file.kb', { size: Math.max(1, Math.round(bytes / 1024)) });
  }
  return tl('file.mb', { size: (bytes / 1024 / 1024).toFixed(1) });
}

/** Only web addresses become links, whatever a policy's record says. */
function Source({ policy }: { policy: PolicyPage }) {
  if (!/^https?:\/\//i.test(policy.source_url)) return null;
  return (
    <section className={styles.side}>
      <h2>{tl('policy.source')}</h2>
      <a href={policy.source_url} rel="noreferrer" target="_blank">
        {tl('policy.source.open')} <Icon name="external" size="1em" />
      </a>
    </section>
  );
}

function Competition({ policy }: { policy: PolicyPage }) {
  const review = policy.fair_competition_review;
  if (!review) return null;
  return (
    <section className={styles.side}>
      <h2>{tl('policy.competition')}</h2>
      <p>{review.conclusion}</p>
      <p className={styles.hint}>
        {[review.reviewer, review.reviewed_on ? formatDate(review.reviewed_on) : '']
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  );
}

function Questions({ policy }: { policy: PolicyPage }) {
  if (policy.questions.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{tl('policy.questions')}</h2>
      <dl className={styles.questions}>
        {policy.questions.map((one) => (
          <div key={one.question}>
            <dt>{one.question}</dt>
            <dd className={styles.pre}>{one.answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
