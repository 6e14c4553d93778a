import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { MissingFact } from '@/components/ClauseTree';
import { ContactsTab } from '@/features/desk/contacts/ContactsTab';
import { enterpriseFactsQuery, enterpriseQuery } from '@/features/desk/registry/api';
import { EnterpriseHead } from '@/features/desk/registry/EnterpriseHead';
import { FactsTab } from '@/features/desk/registry/FactsTab';
import { MandatesTab } from '@/features/desk/registry/MandatesTab';
import { QualificationsTab } from '@/features/desk/registry/OtherTabs';
import { VerdictsTab } from '@/features/desk/registry/VerdictsTab';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tn } from '@/messages/mandate';
import styles from './EnterprisePage.module.css';
import { RecordFact } from './RecordFact';
import { type EnterpriseSearch, enterpriseRoute } from './routes/registry';
import { Tabs } from './Tabs';
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
  const open = search.tab ?? 'facts';
  const tab = (key: NonNullable<EnterpriseSearch['tab']>, label: string) => ({
    key,
    label,
    open: open === key,
    link: {
      to: '/enterprises/$uscc' as const,
      params: { uscc },
      search: key === 'facts' ? {} : { tab: key },
    },
  });

  return (
    <div className={styles.page}>
      <EnterpriseHead
        enterprise={enterprise}
        heading={heading}
        acts={
          mayRecord ? (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setRecording('any')}
            >
              {td('record.title')}
            </Button>
          ) : null
        }
      />
      <Tabs
        label={td('enterprise.parts')}
        tabs={[
          tab('facts', td('tab.facts')),
          tab('qualifications', td('tab.qualifications', { count: qualifications.length })),
          ...(can('policy.read') ? [tab('verdicts', td('tab.verdicts'))] : []),
          tab('contacts', td('tab.contacts', { count: contacts.length })),
          ...(can('account.mandate.edit') ? [tab('people', tn('desk.tab'))] : []),
        ]}
      />
      {open === 'facts' ? <FactsTab facts={known.data ? facts : undefined} {...trouble} /> : null}
      {open === 'qualifications' ? (
        <QualificationsTab rows={known.data ? qualifications : undefined} {...trouble} />
      ) : null}
      {open === 'verdicts' ? (
        <VerdictsTab
          uscc={uscc}
          verdict={search.verdict}
          measure={search.measure}
          onVerdict={(verdict) => show({ verdict })}
          onMeasure={(measure) => show({ measure })}
          replay={{ asOf: search.as_of, known: search.known }}
          onReplay={({ asOf, known }) => show({ as_of: asOf, known })}
          onSupply={mayRecord ? setRecording : undefined}
        />
      ) : null}
      {open === 'contacts' ? (
        <ContactsTab uscc={uscc} rows={contacts} can={enterprise.can ?? []} />
      ) : null}
      {open === 'people' ? (
        <MandatesTab
          uscc={uscc}
          show={search.people ?? 'current'}
          onShow={(people) => show({ people })}
        />
      ) : null}
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
