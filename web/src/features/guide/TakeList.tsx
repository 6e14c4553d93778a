import { useMutation } from '@tanstack/react-query';
import { download } from '@/api/download';
import type { paths } from '@/api/schema';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { tg } from '@/messages/guide';
import styles from './TakeList.module.css';

const FORMATS = ['pdf', 'xlsx'] as const;

type ListQuery = NonNullable<paths['/public/measures/export']['get']['parameters']['query']>;

/** Takes the list that is shown away, for print or as a table. */
export function TakeList({ query }: { query: Omit<ListQuery, 'format'> }) {
  const taking = useMutation({
    mutationFn: (format: (typeof FORMATS)[number]) =>
      download('/public/measures/export', { ...query, format }),
  });
  return (
    <div className={styles.take}>
      {FORMATS.map((format) => (
        <Button
          key={format}
          look="quiet"
          disabled={taking.isPending}
          onClick={() => taking.mutate(format)}
        >
          <Icon name={format === 'pdf' ? 'print' : 'file'} />
          {taking.isPending && taking.variables === format
            ? tg('list.taking')
            : tg(`list.take.${format}`)}
        </Button>
      ))}
      <ProblemNote error={taking.error} />
    </div>
  );
}
