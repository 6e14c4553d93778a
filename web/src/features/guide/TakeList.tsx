import { useMutation } from '@tanstack/react-query';
import { download } from '@/api/download';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import { ProblemNote } from '@/components/Problem';
import { type MeasureFilter, orderOf } from '@/features/measure/api';
import { tg } from '@/messages/guide';
import styles from './TakeList.module.css';

const FORMATS = ['pdf', 'xlsx'] as const;

/** Takes the list that is shown away, for print or as a table. */
export function TakeList({ filter }: { filter: MeasureFilter }) {
  const taking = useMutation({
    mutationFn: (format: (typeof FORMATS)[number]) =>
      download('/public/measures/export', { ...filter, sort: orderOf(filter), format }),
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
