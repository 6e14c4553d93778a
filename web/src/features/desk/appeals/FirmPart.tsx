import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Money } from '@/components/Money';
import { ProblemNote } from '@/components/Problem';
import { SkeletonBlock } from '@/components/Skeleton';
import { ApiError } from '@/lib/problem';
import { tb } from '@/messages/appealBeside';
import { td } from '@/messages/desk';
import { enterpriseQuery, enterpriseVerdictsQuery } from '../registry/api';
import { formatMoment } from '../time';
import cards from './Appeals.module.css';
import styles from './Beside.module.css';
import { earlierQuery } from './beside';

interface Props {
  uscc: string;
  /** The case that is looked at; it is not an earlier one. */
  except?: string;
  /** Whether the person may see what the enterprise can get. */
  policies: boolean;
  /** Opens what is linked beside, so that what is being written stays. */
  fresh?: boolean;
}

/** Who the enterprise is, what it can get, and what it reported before. */
export function FirmPart({ uscc, except, policies, fresh = false }: Props) {
  const firm = useQuery(enterpriseQuery(uscc));
  const beside = fresh ? { target: '_blank' } : {};
  const unknown = firm.error instanceof ApiError && [403, 404].includes(firm.error.status);
  const facts: Array<[label: string, value: string | undefined]> = [
    [td('registry.status'), firm.data?.status],
    [td('registry.size'), firm.data?.size_label],
    [td('registry.industry'), firm.data?.industry?.label],
    [td('registry.division'), firm.data?.place || firm.data?.division?.label],
    [
      tb('firm.qualifications'),
      (firm.data?.qualifications ?? []).map((one) => one.label).join('、'),
    ],
  ];
  return (
    <section className={cards.card} aria-label={tb('firm.title')}>
      <h2>{tb('firm.title')}</h2>
      {unknown ? <p className={cards.aside}>{tb('firm.unknown')}</p> : null}
      {firm.error && !unknown ? (
        <>
          <ProblemNote error={firm.error} />
          <Button className={cards.whole ?? ''} onClick={() => void firm.refetch()}>
            {tb('again')}
          </Button>
        </>
      ) : null}
      {firm.isLoading ? <SkeletonBlock height="6rem" /> : null}
      {firm.data ? (
        <>
          <Link to="/enterprises/$uscc" params={{ uscc }} className={styles.link} {...beside}>
            {firm.data.name}
          </Link>
          <dl className={cards.facts}>
            {facts
              .filter(([, value]) => value)
              .map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
          {policies ? <Gets uscc={uscc} beside={beside} /> : null}
        </>
      ) : null}
      <Earlier uscc={uscc} except={except} beside={beside} />
    </section>
  );
}

/** How many measures are named here; all of them stand on the enterprise's page. */
const NAMED = 3;

type Beside = { target?: string };

function Gets({ uscc, beside }: { uscc: string; beside: Beside }) {
  const { data } = useQuery(enterpriseVerdictsQuery(uscc, { asOf: undefined, known: undefined }));
  if (!data) return null;
  const eligible = (data.items ?? []).filter((item) => item.verdict === 'eligible');
  return (
    <div className={styles.sub}>
      <h3>
        {tb('firm.eligible', { count: data.counts.eligible })}
        {data.counts.eligible > 0 ? (
          <small>
            {td('verdict.sum')} <Money yuan={data.eligible_amount} />
          </small>
        ) : null}
      </h3>
      <ul>
        {eligible.slice(0, NAMED).map((item) => (
          <li key={item.measure}>
            <Link
              to="/enterprises/$uscc"
              params={{ uscc }}
              search={{ tab: 'verdicts', measure: item.measure }}
              {...beside}
            >
              {item.title}
            </Link>
          </li>
        ))}
      </ul>
      <Link to="/enterprises/$uscc" params={{ uscc }} search={{ tab: 'verdicts' }} {...beside}>
        {tb('firm.verdicts', { count: data.counts.need_facts })}
      </Link>
    </div>
  );
}

function Earlier({
  uscc,
  except,
  beside,
}: {
  uscc: string;
  except: string | undefined;
  beside: Beside;
}) {
  const { data } = useQuery(earlierQuery(uscc));
  if (!data) return null;
  const rows = (data.items ?? []).filter((row) => row.id !== except).slice(0, 5);
  const total = data.total - (except ? 1 : 0);
  return (
    <div className={styles.sub}>
      <h3>{tb('firm.earlier', { count: Math.max(0, total) })}</h3>
      {rows.length === 0 ? <p className={cards.aside}>{tb('firm.earlier.none')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/appeals/$id" params={{ id: row.id }} {...beside}>
              {row.title}
            </Link>
            <small>
              {[formatMoment(row.received_at), row.state_label, row.closing_label]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {total > rows.length ? (
        <Link to="/appeals" search={{ box: 'all', uscc }} {...beside}>
          {tb('firm.earlier.all')}
        </Link>
      ) : null}
    </div>
  );
}
