import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ButtonLink, buttonClass } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { SkeletonCards } from '@/components/Skeleton';
import { measuresQuery } from '@/features/measure/api';
import { KINDS } from '@/features/measure/filter';
import { MeasureCard } from '@/features/measure/MeasureCard';
import { SearchBox } from '@/features/measure/SearchBox';
import { usePageTitle } from '@/lib/usePageTitle';
import { tl } from '@/messages/library';
import { tp } from '@/messages/public';
import { tr } from '@/messages/report';
import { t } from '@/messages/shared';
import styles from './HomePage.module.css';

/** Newest measures shown on the first page. */
const NEWEST = 6;

const SUGGESTED = ['1', '2', '3', '4', '5'] as const;

export function HomePage() {
  const heading = usePageTitle(tp('home.title'), t('brand.full'));
  const navigate = useNavigate();
  return (
    <>
      <section className={styles.hero}>
        <h1 ref={heading} tabIndex={-1}>
          <span className={styles.phrase}>{tp('home.headline.1')}</span>
          <span className={styles.phrase}>{tp('home.headline.2')}</span>
        </h1>
        <p className={styles.lead}>{tp('home.lead')}</p>
        <SearchBox
          q=""
          onSearch={(q) => navigate({ to: '/measures', search: q ? { q } : {} })}
          onOpen={(id) => navigate({ to: '/measures/$id', params: { id } })}
        />
        <p className={styles.suggest}>
          {tp('search.suggest')}
          {SUGGESTED.map((number) => {
            const word = tp(`search.word.${number}`);
            return (
              <Link key={word} to="/measures" search={{ q: word }}>
                {word}
              </Link>
            );
          })}
        </p>
        <p className={styles.suggest}>
          <Link to="/policies" search={{}}>
            {tl('policies.entry')}
          </Link>
        </p>
      </section>
      <section aria-labelledby="kinds">
        <h2 id="kinds" className="hidden">
          {tp('home.kinds')}
        </h2>
        <nav className={styles.kinds} aria-label={tp('home.kinds')}>
          {KINDS.map((kind) => (
            <Link key={kind} to="/measures" search={{ kind }} className={styles.kind}>
              <strong>{t(`kind.${kind}`)}</strong>
              <span className={styles.hint}>{tp(`kind.${kind}.hint`)}</span>
            </Link>
          ))}
        </nav>
      </section>
      <section className={styles.my}>
        <h2>{tr('entry.title')}</h2>
        <p>{tr('entry.text')}</p>
        <p>
          <Link to="/report" className={buttonClass('secondary')}>
            {tr('entry.report')}
          </Link>{' '}
          <Link to="/report/progress" search={{}} className={buttonClass('quiet')}>
            {tr('entry.progress')}
          </Link>
        </p>
      </section>
      <section className={styles.my}>
        <h2>{tp('home.my.title')}</h2>
        <p>{tp('home.my.text')}</p>
        <ButtonLink href="/my">{tp('home.my.action')}</ButtonLink>
      </section>
      <Newest />
    </>
  );
}

function Newest() {
  const { data, isPending } = useInfiniteQuery(measuresQuery({ sort: 'new' }, NEWEST));
  const items = data?.pages[0]?.items ?? [];
  if (!isPending && items.length === 0) return null;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{tp('home.new')}</h2>
        <Link to="/measures">
          {tp('home.all')}
          <Icon name="next" size="1em" />
        </Link>
      </div>
      {isPending ? (
        <SkeletonCards count={3} />
      ) : (
        <div className={styles.list}>
          {items.map((item) => (
            <MeasureCard
              key={item.id}
              item={item}
              link={(title) => (
                <Link to="/measures/$id" params={{ id: item.id }}>
                  {title}
                </Link>
              )}
            />
          ))}
        </div>
      )}
    </section>
  );
}
