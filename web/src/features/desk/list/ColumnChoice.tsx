import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { td } from '@/messages/desk';
import styles from './ColumnChoice.module.css';
import type { Choosable } from './columns';

interface Props {
  columns: ReadonlyArray<Choosable & { title: string }>;
  shown: ReadonlyArray<Choosable>;
  usual: boolean;
  toggle: (key: string) => void;
  reset: () => void;
}

/** Chooses which columns of a table are shown. */
export function ColumnChoice({ columns, shown, usual, toggle, reset }: Props) {
  const list = (
    <fieldset className={styles.list}>
      <legend className="hidden">{td('list.columns')}</legend>
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.some((one) => one.key === column.key)}
          disabled={column.required ?? false}
          onChange={() => toggle(column.key)}
        >
          {column.title}
        </Checkbox>
      ))}
      <Button size="small" type="link" disabled={usual} onClick={reset}>
        {td('list.columns.reset')}
      </Button>
    </fieldset>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <Button icon={<SettingOutlined aria-hidden />}>{td('list.columns')}</Button>
    </Popover>
  );
}
