import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { saveAs } from '@/api/download';
import { td } from '@/messages/desk';
import { type ColumnHelp, enterpriseColumns, factColumns } from '@/messages/zh-CN/deskColumns';
import { type Column, DataTable } from '../list/DataTable';
import type { ImportKind } from './api';
import styles from './Imports.module.css';
import { templateText } from './template';
import { kindWord } from './words';

const columns: Column<ColumnHelp>[] = [
  {
    key: 'name',
    title: td('guide.name'),
    required: true,
    width: '8rem',
    render: (row) => (
      <>
        <strong>{row.name}</strong>
        {row.required ? <span className={styles.required}>{td('guide.required')}</span> : null}
        <span className={styles.also}>{row.also.join('、')}</span>
      </>
    ),
  },
  {
    key: 'note',
    title: td('guide.note'),
    width: '12rem',
    render: (row) => (
      <>
        {row.note ? <span>{row.note}</span> : null}
        <span className={styles.example}>{td('guide.example', { text: row.example })}</span>
      </>
    ),
  },
];

/** Which columns a file may have, with an example of each, and a template. */
export function ColumnGuide({ kind }: { kind: ImportKind }) {
  const help = kind === 'facts' ? factColumns : enterpriseColumns;
  const save = () =>
    saveAs(
      new Blob([templateText(help)], { type: 'text/csv' }),
      td('guide.file', { kind: kindWord(kind) }),
    );
  return (
    <div className={styles.guide}>
      <p className={styles.note}>{td('guide.lead')}</p>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={save}>
        {td('guide.template')}
      </Button>
      <DataTable
        inline
        label={td('guide.title')}
        columns={columns}
        rows={help}
        rowKey={(row) => row.name}
        empty={null}
      />
    </div>
  );
}
