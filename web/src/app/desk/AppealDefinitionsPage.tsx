import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { definitionsQuery, editionsQuery } from '@/features/desk/definitions/api';
import styles from '@/features/desk/definitions/Definitions.module.css';
import { DraftCard } from '@/features/desk/definitions/DraftCard';
import { DraftDialog } from '@/features/desk/definitions/DraftDialog';
import { Meaning } from '@/features/desk/figures/DefinitionCard';
import figures from '@/features/desk/figures/Figures.module.css';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { Trouble } from '@/features/desk/Trouble';
import { usePageTitle } from '@/lib/usePageTitle';
import { ty } from '@/messages/definition';
import { td } from '@/messages/desk';

/** What the three rates mean: drafts that wait, and every version. */
export function AppealDefinitionsPage() {
  const heading = usePageTitle(ty('title'), td('desk.title'));
  const { data: view, error, refetch } = useQuery(definitionsQuery);
  const editions = useQuery(editionsQuery);
  const [asking, setAsking] = useState(false);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {ty('title')}
          </h1>
        }
      >
        <span className={styles.acts}>
          <Link to="/appeal-rates">{ty('back')}</Link>
          {view ? <Button onClick={() => setAsking(true)}>{ty('ask')}</Button> : null}
        </span>
      </PageHead>
      <p className={styles.lead}>{ty('lead')}</p>
      <p className={styles.lead}>{ty('solved')}</p>
      {!view && error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {view ? (
        <>
          <h2>{ty('drafts')}</h2>
          {view.drafts.length === 0 ? <p className={styles.lead}>{ty('drafts.none')}</p> : null}
          {view.drafts.map((draft) => (
            <DraftCard key={draft.id} draft={draft} month={view.month} />
          ))}
          <h2>{ty('editions')}</h2>
          {(editions.data ?? []).map((edition) => (
            <section key={edition.version} className={figures.definition}>
              <Meaning definition={edition} />
            </section>
          ))}
        </>
      ) : null}
      {asking && view ? <DraftDialog view={view} onClose={() => setAsking(false)} /> : null}
    </ListPage>
  );
}
