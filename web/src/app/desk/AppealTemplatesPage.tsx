import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Empty } from '@/components/Empty';
import { SkeletonCards } from '@/components/Skeleton';
import cards from '@/features/desk/appeals/Appeals.module.css';
import styles from '@/features/desk/appeals/Beside.module.css';
import { TemplateDialog } from '@/features/desk/appeals/TemplateDialog';
import {
  type Template,
  templatesQuery,
  useRetireTemplate,
} from '@/features/desk/appeals/templates';
import { Trouble } from '@/features/desk/Trouble';
import { formatMoment } from '@/features/desk/time';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { tb } from '@/messages/appealBeside';
import { tq } from '@/messages/appealDesk';
import { td } from '@/messages/desk';
import { useCan } from './useCan';

/** The prepared words for replies: the centre's and the department's own. */
export function AppealTemplatesPage() {
  const heading = usePageTitle(tb('template.title'), td('desk.title'));
  const can = useCan();
  const { data, error, refetch } = useQuery(templatesQuery());
  const [open, setOpen] = useState<Template | 'new'>();
  return (
    <div className={cards.page}>
      <header className={cards.head}>
        <p className={cards.line}>
          <Link to="/appeals">{tq('title')}</Link>
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {tb('template.title')}
        </h1>
        <p className={cards.aside}>{tb('template.lead')}</p>
        {can('appeal.template') ? (
          <div className={styles.send}>
            <Button type="primary" onClick={() => setOpen('new')}>
              {tb('template.add')}
            </Button>
          </div>
        ) : null}
      </header>
      {error && !data ? <Trouble error={error} onRetry={refetch} /> : null}
      {!data && !error ? <SkeletonCards count={2} /> : null}
      {data?.length === 0 ? (
        <Empty title={tb('template.none')} text={tb('template.none.text')} />
      ) : null}
      {data?.map((one) => (
        <Card key={one.id} template={one} onEdit={() => setOpen(one)} />
      ))}
      {open ? (
        <TemplateDialog
          template={open === 'new' ? undefined : open}
          // Who dispatches keeps what everybody uses.
          centre={can('appeal.dispatch')}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  );
}

function Card({ template, onEdit }: { template: Template; onEdit: () => void }) {
  const { message, modal } = App.useApp();
  const retiring = useRetireTemplate();
  const retire = () =>
    modal.confirm({
      title: tb('template.retire.sure', { title: template.title }),
      content: tb('template.retire.text'),
      okText: tb('template.retire'),
      cancelText: td('act.cancel'),
      onOk: () =>
        retiring.mutate(template, {
          onError: (error) => void message.error(describeProblem(error).text, 6),
        }),
    });
  return (
    <section className={cards.card} aria-label={template.title}>
      <h2>{template.title}</h2>
      <p className={cards.text}>{template.words}</p>
      <p className={cards.aside}>
        {[
          template.centre ? tb('template.centre') : template.department_name,
          tb('template.changed', {
            who: template.changed_by,
            moment: formatMoment(template.changed_at),
          }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {template.can.length > 0 ? (
        <div className={styles.send}>
          <Button onClick={onEdit}>{tb('template.edit')}</Button>
          <Button onClick={retire} loading={retiring.isPending}>
            {tb('template.retire')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
