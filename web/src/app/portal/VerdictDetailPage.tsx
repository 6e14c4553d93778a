import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { asVerdict, VERDICT_LOOK } from '@/components/verdict';
import type { FactAdded } from '@/features/fact/api';
import { FactSheet, type FactTarget } from '@/features/fact/FactSheet';
import { verdictQuery } from '@/features/verdict/api';
import { DayBar } from '@/features/verdict/DayBar';
import { VerdictView } from '@/features/verdict/VerdictView';
import { usePageTitle } from '@/lib/usePageTitle';
import { tm } from '@/messages/portal';
import { t } from '@/messages/shared';
import { verdictRoute } from './routes';
import styles from './VerdictDetailPage.module.css';

/** Changed verdicts of other measures named in full; the rest are only counted. */
const NAMED_CHANGES = 3;

interface News {
  headline: string;
  others: Array<{ measure: string; words: string }>;
  count: number;
}

export function VerdictDetailPage() {
  const { uscc, measure } = verdictRoute.useParams();
  const { day } = verdictRoute.useSearch();
  const navigate = verdictRoute.useNavigate();
  const { data: page } = useSuspenseQuery(verdictQuery(uscc, measure));
  const past = useQuery({ ...verdictQuery(uscc, measure, day), enabled: day !== undefined });
  const heading = usePageTitle(page.title, t('brand.full'));
  const queries = useQueryClient();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const [target, setTarget] = useState<FactTarget | null>(null);
  const [news, setNews] = useState<News | null>(null);

  async function saved(added: FactAdded) {
    setTarget(null);
    const fresh = await queries.fetchQuery({ ...verdictQuery(uscc, measure), staleTime: 0 });
    const others = (added.verdicts_changed ?? []).filter((change) => change.measure !== measure);
    setNews({
      headline: tm(`verdict.now.${asVerdict(fresh.verdict)}`),
      others: others.slice(0, NAMED_CHANGES).map((change) => ({
        measure: change.measure,
        words: tm('verdict.change', {
          title: change.title,
          to: t(VERDICT_LOOK[asVerdict(change.to)].word),
        }),
      })),
      count: others.length,
    });
    window.scrollTo({ top: 0, behavior: 'smooth' });
  }

  return (
    <>
      <Button
        look="quiet"
        className={styles.back}
        onClick={() =>
          canGoBack ? router.history.back() : router.navigate({ to: '/$uscc', params: { uscc } })
        }
      >
        <Icon name="back" size="1.1em" />
        {canGoBack ? t('action.back') : tm('verdicts.title')}
      </Button>
      <VerdictView
        page={(day && past.data) || page}
        heading={heading}
        day={day ? { on: day, blank: !past.data } : undefined}
        dayBar={
          <DayBar
            day={day}
            page={day ? past.data : undefined}
            error={day ? past.error : null}
            onChange={(to) => {
              setNews(null);
              void navigate({ search: to ? { day: to } : {}, replace: true });
            }}
          />
        }
        onSupply={
          day
            ? undefined
            : (fact) => {
                setNews(null);
                setTarget(fact);
              }
        }
        guide={
          <ButtonLink href={`/measures/${encodeURIComponent(measure)}`}>
            {tm('verdict.guide')}
          </ButtonLink>
        }
      />
      <div className={styles.news} aria-live="polite" role="status">
        {news ? <Toast news={news} onClose={() => setNews(null)} /> : null}
      </div>
      {target ? (
        <FactSheet
          uscc={uscc}
          target={target}
          onClose={() => setTarget(null)}
          onSaved={(added) => void saved(added)}
        />
      ) : null}
    </>
  );
}

function Toast({ news, onClose }: { news: News; onClose: () => void }) {
  return (
    <div className={styles.toast}>
      <div>
        <strong>{news.headline}</strong>
        {news.count > 0 ? (
          <>
            {tm('verdict.others', { count: news.count })}
            <ul>
              {news.others.map((other) => (
                <li key={other.measure}>{other.words}</li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      <button type="button" aria-label={t('action.close')} onClick={onClose}>
        <Icon name="cross" size="1.1em" />
      </button>
    </div>
  );
}
