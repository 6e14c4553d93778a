import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Tabs } from 'antd';
import { useState } from 'react';
import type { MissingFact } from '@/components/ClauseTree';
import { enterpriseFactsQuery, enterpriseQuery } from '@/features/desk/registry/api';
import { EnterpriseHead } from '@/features/desk/registry/EnterpriseHead';
import { FactsTab } from '@/features/desk/registry/FactsTab';
import { ContactsTab, QualificationsTab } from '@/features/desk/registry/OtherTabs';
import { VerdictsTab } from '@/features/desk/registry/VerdictsTab';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import styles from './EnterprisePage.module.css';
import { RecordFact } from './RecordFact';
import { type EnterpriseSearch, enterpriseRoute } from './routes';
import { useCan } from './useCan';

/** The key of facts that are qualifications; they have a table of their own. */
const QUALIFICATION = 'qualification';

/** One enterprise: who it is, what is known of it, what it can get. */
export function EnterprisePage() {
  const { uscc } = enterpriseRoute.useParams();
  const search = enterpriseRoute.useSearch();
  const navigate = enterpriseRoute.useNavigate();
  const { data: enterprise } = useSuspenseQuery(enterpriseQuery(uscc));
  const heading = usePageTitle(enterprise.name, td('desk.title'));
  const { message } = App.useApp();
  const can = useCan();
  const [recording, setRecording] = useState<MissingFact | 'any' | null>(null);
  const mayRecord = (enterprise.can ?? []).includes('record_fact');

  const show = (patch: EnterpriseSearch, replace = true) =>
    void navigate({ search: { ...search, ...patch }, replace, resetScroll: false });
  const known = useQuery(enterpriseFactsQuery(uscc));
  const said = known.data?.items ?? [];
  const facts = said.filter((fact) => fact.key !== QUALIFICATION);
  const qualifications = said.filter((fact) => fact.key === QUALIFICATION);
  const contacts = enterprise.contacts ?? [];
  const trouble = { error: known.error, onRetry: () => void known.refetch() };
  const tabs = [
    {
      key: 'facts',
      label: td('tab.facts'),
      children: <FactsTab facts={known.data ? facts : undefined} {...trouble} />,
    },
    {
      key: 'qualifications',
      label: td('tab.qualifications', { count: qualifications.length }),
      children: <QualificationsTab rows={known.data ? qualifications : undefined} {...trouble} />,
    },
    ...(can('policy.read')
      ? [
          {
            key: 'verdicts',
            label: td('tab.verdicts'),
            children: (
              <VerdictsTab
                uscc={uscc}
                verdict={search.verdict}
                measure={search.measure}
                onVerdict={(verdict) => show({ verdict })}
                onMeasure={(measure) => show({ measure })}
                onSupply={mayRecord ? setRecording : undefined}
              />
            ),
          },
        ]
      : []),
    {
      key: 'contacts',
      label: td('tab.contacts', { count: contacts.length }),
      children: <ContactsTab rows={contacts} />,
    },
  ];

  return (
    <div className={styles.page}>
      <EnterpriseHead
        enterprise={enterprise}
        heading={heading}
        acts={
          mayRecord ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setRecording('any')}>
              {td('record.title')}
            </Button>
          ) : null
        }
      />
      <Tabs
        activeKey={search.tab ?? 'facts'}
        items={tabs}
        onChange={(tab) =>
          void navigate({
            search: tab === 'facts' ? {} : { tab: tab as NonNullable<EnterpriseSearch['tab']> },
            resetScroll: false,
          })
        }
      />
      {recording ? (
        <RecordFact
          uscc={uscc}
          fact={recording === 'any' ? undefined : recording}
          onClose={() => setRecording(null)}
          onRecorded={(words) => {
            setRecording(null);
            message.success(words, 6);
          }}
        />
      ) : null}
    </div>
  );
}
