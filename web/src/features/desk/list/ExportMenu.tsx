import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type List, useTaking } from '../exports/useTaking';

interface Props extends List {
  /** What the button says. */
  label: string;
  /** The forms of the file, each with its word. */
  formats: readonly { key: string; label: string }[];
}

/** Exports exactly what is filtered, in one of several forms. */
export function ExportMenu({ label, formats, ...list }: Props) {
  const { take, pending, dialog } = useTaking(list);
  return (
    <>
      <Dropdown
        trigger={['click']}
        disabled={list.total === 0}
        menu={{ items: [...formats], onClick: ({ key }) => take({ format: key }) }}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={pending}>
          {label}
        </Button>
      </Dropdown>
      {dialog}
    </>
  );
}
