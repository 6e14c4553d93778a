import { Typography } from 'antd';
import type { ReactNode, Ref } from 'react';
import { formatDate, formatPeriod } from '@/lib/date';
import { td } from '@/messages/desk';
import type { Enterprise } from './api';
import styles from './Enterprise.module.css';

interface Props {
  enterprise: Enterprise;
  heading: Ref<HTMLHeadingElement>;
  acts: ReactNode;
}

/** Who the enterprise is, at a glance. */
export function EnterpriseHead({ enterprise, heading, acts }: Props) {
  const rows: Array<[label: string, value: ReactNode, wide?: boolean]> = [
    [td('registry.status'), enterprise.status],
    [td('registry.size'), enterprise.size_label],
    [td('registry.industry'), enterprise.industry?.label],
    [td('registry.division'), enterprise.place || enterprise.division?.label, true],
    [td('enterprise.type'), enterprise.type],
    [td('registry.registered'), enterprise.registered ? formatDate(enterprise.registered) : ''],
    [td('registry.capital'), enterprise.capital_text],
    [td('enterprise.sizeBasis'), sizeBasis(enterprise), true],
    [td('enterprise.address'), enterprise.address, true],
  ];
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {enterprise.name}
          </h1>
          <Typography.Text
            className={styles.code}
            copyable={{ text: enterprise.uscc, tooltips: [td('act.copy'), td('act.copied')] }}
          >
            {enterprise.uscc}
          </Typography.Text>
        </div>
        <div className={styles.acts}>{acts}</div>
      </div>
      <dl className={styles.about}>
        {rows.map(([label, value, wide]) => (
          <div key={label} className={wide ? styles.wide : undefined}>
            <dt>{label}</dt>
            <dd>{value || td('value.none')}</dd>
          </div>
        ))}
      </dl>
      {enterprise.scope ? (
        <details className={styles.scope}>
          <summary>{td('enterprise.scope')}</summary>
          <p>{enterprise.scope}</p>
        </details>
      ) : null}
    </header>
  );
}

/** What the size class rests on: whose word, or the figures of which year. */
function sizeBasis(enterprise: Enterprise): string {
  const year = enterprise.size_year ? formatPeriod(enterprise.size_year) : '';
  return [enterprise.size_basis, year].filter(Boolean).join(' · ');
}
