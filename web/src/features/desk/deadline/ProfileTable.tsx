import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { formatDate } from '@/lib/date';
import { tc } from '@/messages/deadline';
import { type Column, DataTable } from '../list/DataTable';
import { StateMark } from '../StateMark';
import { formatMoment } from '../time';
import { type Profile, profilesQuery } from './api';
import styles from './Deadline.module.css';
import { SetDialog } from './SetDialog';

/** Versions from before this day ship with the program. */
const SHIPPED = '2000-01-01';

const since = (day: string) =>
  day === SHIPPED ? tc('profile.always') : tc('profile.since', { day: formatDate(day) });

const MARK = { past: 'superseded', current: 'done', coming: 'queued' } as const;

const current = (profile: Profile) =>
  profile.versions.find((version) => version.stage === 'current');

const columns = (open: (profile: Profile) => void): Column<Profile>[] => [
  {
    key: 'label',
    title: tc('profile.label'),
    required: true,
    width: '13rem',
    render: (profile) => (
      <span className={styles.label}>
        {profile.label}
        <Tag color={profile.side === 'statutory' ? 'blue' : 'default'}>
          {tc(`profile.side.${profile.side}`)}
        </Tag>
      </span>
    ),
  },
  {
    key: 'budget',
    title: tc('profile.budget'),
    required: true,
    width: '9rem',
    render: (profile) => (
      <span className={styles.stack}>
        <strong>{current(profile)?.words}</strong>
        {profile.versions
          .filter((version) => version.stage === 'coming')
          .map((version) => (
            <small key={version.version}>
              {tc('profile.coming', { day: formatDate(version.in_force), words: version.words })}
            </small>
          ))}
      </span>
    ),
  },
  {
    key: 'source',
    title: tc('profile.source'),
    width: '24rem',
    render: (profile) => current(profile)?.source,
  },
  {
    key: 'in_force',
    title: tc('profile.inForce'),
    width: '9rem',
    render: (profile) => since(current(profile)?.in_force ?? SHIPPED),
  },
  {
    key: 'versions',
    title: tc('profile.versions'),
    required: true,
    width: '6rem',
    render: (profile) => {
      const count = profile.versions.length;
      return (
        <Button
          type="link"
          size="small"
          aria-label={tc('profile.open', { label: profile.label, count })}
          onClick={() => open(profile)}
        >
          {tc('profile.count', { count })}
        </Button>
      );
    },
  },
];

/** How much time there is for what, with every version. */
export function ProfileTable() {
  const { data, error, refetch } = useQuery(profilesQuery);
  const [opened, setOpened] = useState<string>();
  const [setting, setSetting] = useState(false);
  const { message } = App.useApp();
  const [shown] = useState(() => columns((profile) => setOpened(profile.code)));
  const profile = data?.items.find((one) => one.code === opened);
  return (
    <>
      <p className={styles.lead}>{tc('profiles.lead')}</p>
      <DataTable
        label={tc('tab.profiles')}
        columns={shown}
        rows={data?.items}
        rowKey={(row) => row.code}
        error={error}
        onRetry={() => void refetch()}
        onOpen={(row) => setOpened(row.code)}
        empty={<Empty title={tc('profiles.none')} text={tc('profiles.none.text')} />}
      />
      <Drawer
        open={profile !== undefined}
        title={profile?.label ?? ''}
        size="large"
        onClose={() => setOpened(undefined)}
        footer={
          profile?.can.includes('set') ? (
            <Button type="primary" onClick={() => setSetting(true)}>
              {tc('set.act')}
            </Button>
          ) : null
        }
      >
        <ul className={styles.versions}>
          {profile?.versions.map((version) => (
            <li key={version.version}>
              <span className={styles.label}>
                <strong>{version.words}</strong>
                <StateMark
                  state={MARK[version.stage]}
                  word={tc(`version.stage.${version.stage}`)}
                />
              </span>
              <span>{since(version.in_force)}</span>
              <span>{version.source}</span>
              <small>
                {tc('version.by', { name: version.by_name, at: formatMoment(version.at) })}
              </small>
            </li>
          ))}
        </ul>
      </Drawer>
      {profile && setting ? (
        <SetDialog
          profile={profile}
          onClose={() => setSetting(false)}
          onSaved={(day) => {
            setSetting(false);
            void message.success(tc('set.saved', { day: formatDate(day) }));
          }}
        />
      ) : null}
    </>
  );
}
