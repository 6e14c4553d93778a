import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/problem';
import { type Column, DataTable } from './DataTable';

interface Row {
  id: number;
  name: string;
  capital: string;
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    title: '名称',
    required: true,
    ascending: 'name',
    render: (row) => <a href={`#${row.id}`}>{row.name}</a>,
  },
  { key: 'capital', title: '资本', right: true, render: (row) => row.capital },
];
const rows: Row[] = [
  { id: 1, name: '甲公司', capital: '5 万' },
  { id: 2, name: '乙公司', capital: '7 万' },
];
const common = { label: '企业', columns, rowKey: (row: Row) => row.id, empty: <p>没有企业</p> };

describe('a table', () => {
  it('names each row by its first cell, for those who hear it', () => {
    render(<DataTable {...common} rows={rows} />);
    expect(screen.getByRole('rowheader', { name: '甲公司' })).toBeTruthy();
    expect(screen.getAllByRole('columnheader')).toHaveLength(2);
  });

  it('says what it is sorted by, and asks for the next order', async () => {
    const onSort = vi.fn();
    render(<DataTable {...common} rows={rows} sort="name" onSort={onSort} />);
    expect(screen.getByRole('columnheader', { name: /名称/ }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await userEvent.click(screen.getByRole('button', { name: /名称/ }));
    expect(onSort).toHaveBeenCalledWith(undefined);
  });

  it('opens a row by a click beside its link, and leaves the link to itself', async () => {
    const onOpen = vi.fn();
    render(<DataTable {...common} rows={rows} onOpen={onOpen} />);
    await userEvent.click(screen.getByText('7 万'));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[1]);
    await userEvent.click(screen.getByRole('link', { name: '甲公司' }));
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('is waiting before the first rows, then says what to do when there are none', () => {
    const { rerender } = render(<DataTable {...common} rows={undefined} />);
    expect(screen.getByText('正在加载…')).toBeTruthy();
    rerender(<DataTable {...common} rows={[]} />);
    expect(screen.getByText('没有企业')).toBeTruthy();
  });

  it('shows the server’s sentence when the list could not be loaded', () => {
    const error = new ApiError(403, { detail: '您没有查看企业库的权限。' });
    render(<DataTable {...common} rows={undefined} error={error} />);
    expect(screen.getByRole('alert').textContent).toContain('您没有查看企业库的权限。');
  });

  it('keeps showing rows when only the refresh has failed', () => {
    render(<DataTable {...common} rows={rows} error={new ApiError(503, {})} />);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('甲公司')).toBeTruthy();
  });
});
