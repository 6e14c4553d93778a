import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { download } from '@/api/download';
import { Field } from '@/components/Field';
import { ProblemNote } from '@/components/Problem';
import { DataTable } from '@/features/desk/list/DataTable';
import { type IntakeKind, type IntakeReport, sendFile, useChange } from '@/features/desk/org/api';
import styles from '@/features/desk/org/Org.module.css';
import { describeProblem } from '@/lib/problem';
import { usePageTitle } from '@/lib/usePageTitle';
import { td } from '@/messages/desk';
import { to } from '@/messages/org';

const KINDS: readonly IntakeKind[] = ['departments', 'posts', 'people'];

/** Brings departments, posts and people in from a table, all of it or nothing. */
export function OrgImportPage() {
  const heading = usePageTitle(to('intake.title'), td('desk.title'));
  const { message } = App.useApp();
  const [kind, setKind] = useState<IntakeKind>('departments');
  const [file, setFile] = useState<File | null>(null);
  const sending = useChange(sendFile);
  const saving = useMutation({
    mutationFn: () => download('/org/import-template', { kind }),
    onError: (error) => message.error(describeProblem(error).text, 6),
  });
  return (
    <div className={styles.page}>
      <Link to="/org">
        <ArrowLeftOutlined aria-hidden /> {to('intake.back')}
      </Link>
      <h1 ref={heading} tabIndex={-1}>
        {to('intake.title')}
      </h1>
      <section className={styles.card} aria-label={to('intake.kind')}>
        <Segmented<IntakeKind>
          aria-label={to('intake.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: to(`intake.${value}`) }))}
          onChange={(next) => {
            setKind(next);
            sending.reset();
          }}
        />
        <p>{to(`intake.lead.${kind}`)}</p>
        <p className={styles.note}>{to('intake.whole')}</p>
        <div>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {to('intake.template')}
          </Button>
        </div>
        <Field label={to('intake.file')}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".xlsx,.csv"
              style={{ paddingBlock: '0.7rem' }}
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                sending.reset();
              }}
            />
          )}
        </Field>
        <div className={styles.acts}>
          <Button
            type="primary"
            disabled={!file}
            loading={sending.isPending}
            onClick={() => file && sending.mutate({ kind, file })}
          >
            {to('intake.start', { kind: to(`intake.${kind}`) })}
          </Button>
        </div>
        <ProblemNote error={sending.error} />
        {sending.data ? <Report report={sending.data} /> : null}
      </section>
    </div>
  );
}

function Report({ report }: { report: IntakeReport }) {
  const problems = report.problems ?? [];
  if (report.kept) {
    return (
      <p className={styles.good} role="status">
        {to('intake.kept', report)}
      </p>
    );
  }
  return (
    <>
      <p className={styles.bad} role="alert">
        {to('intake.refused', { rows: report.rows, problems: problems.length })}
      </p>
      <DataTable
        inline
        label={to('intake.problems')}
        rows={problems}
        rowKey={(row) => `${row.row} ${row.column} ${row.reason}`}
        empty=""
        columns={[
          {
            key: 'row',
            title: to('intake.row'),
            required: true,
            width: '5rem',
            render: (row) => to('intake.row.of', { row: row.row }),
          },
          { key: 'column', title: to('intake.column'), width: '7rem', render: (row) => row.column },
          {
            key: 'reason',
            title: to('intake.reason'),
            width: '14rem',
            render: (row) => row.reason,
          },
        ]}
      />
    </>
  );
}
