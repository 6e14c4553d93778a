import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { boardQuery } from '@/features/desk/figures/api';
import { BoardTable, COUNTED } from '@/features/desk/figures/BoardTable';
import styles from '@/features/desk/figures/Figures.module.css';
import { ListPage, PageHead } from '@/features/desk/list/ListPage';
import { groupDigits } from '@/lib/money';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { tf } from '@/messages/figure';
import { appealBoardRoute } from './routes/appeal';

/** What is due today, at risk and late, by department and by person. */
export function AppealBoardPage() {
  const heading = usePageTitle(tf('board.title'), td('desk.title'));
  const { by } = appealBoardRoute.useSearch();
  const navigate = appealBoardRoute.useNavigate();
  const { data, error, refetch } = useQuery(boardQuery);
  return (
    <ListPage>
      <PageHead
        title={
          <h1 ref={heading} tabIndex={-1}>
            {tf('board.title')}
          </h1>
        }
      >
        <Segmented
          aria-label={tf('board.by')}
          value={by ?? 'department'}
          options={[
            { value: 'department', label: tf('board.by.department') },
            { value: 'person', label: tf('board.by.person') },
          ]}
          onChange={(value) =>
            void navigate({ search: value === 'person' ? { by: 'person' } : {}, replace: true })
          }
        />
      </PageHead>
      <p className={styles.lead}>{tf('board.lead')}</p>
      {data ? (
        <div className={styles.tiles}>
          {COUNTED.map((box) => (
            <Link key={box} to="/appeals" search={{ box }} className={styles.tile}>
              <span>{tf(`board.${box}`)}</span>
              <strong className={data.whole[box] > 0 ? styles[box] : undefined}>
                {groupDigits(String(data.whole[box]))}
              </strong>
              {box === 'risk' ? <small>{tf('board.risk.note')}</small> : null}
            </Link>
          ))}
        </div>
      ) : null}
      <BoardTable
        board={data}
        byPerson={by === 'person'}
        error={error}
        onRetry={() => void refetch()}
      />
    </ListPage>
  );
}
