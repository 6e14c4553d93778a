import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Pager } from './Pager';

const place = { cursor: 'c2', page: 2, trail: [''] };

function listOf() {
  return {
    place,
    limit: 20,
    back: 'previous' as const,
    next: vi.fn(),
    previous: vi.fn(),
    first: vi.fn(),
    resize: vi.fn(),
  };
}

const data = { items: Array.from({ length: 20 }), total: 95, next: 'c3' };

describe('the pager', () => {
  it('leads nowhere where the list could not be had', () => {
    const query = { data: undefined, isPlaceholderData: false, error: new Error('gone') };
    const { container } = render(<Pager list={listOf()} query={query} />);
    expect(container.textContent).toBe('');
  });

  it('says which rows are shown and leads to the others', async () => {
    const list = listOf();
    render(<Pager list={list} query={{ data, isPlaceholderData: false }} />);
    expect(screen.getByText('第 21—40 条，共 95 条')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '下一页' }));
    expect(list.next).toHaveBeenCalledExactlyOnceWith('c3');
    await userEvent.click(screen.getByRole('button', { name: '上一页' }));
    expect(list.previous).toHaveBeenCalledOnce();
  });

  it('does not go on from the page before while the next one is on its way', async () => {
    const list = listOf();
    const { rerender } = render(<Pager list={list} query={{ data, isPlaceholderData: true }} />);
    const next = screen.getByRole('button', { name: '下一页' });
    expect(next.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(next);
    expect(list.next).not.toHaveBeenCalled();
    expect(screen.queryByText(/第 21/)).toBeNull();
    rerender(<Pager list={list} query={{ data, isPlaceholderData: false }} />);
    expect(document.activeElement).toBe(next);
    await userEvent.keyboard('{Enter}');
    expect(list.next).toHaveBeenCalledExactlyOnceWith('c3');
  });

  it('ends on the last page, and is away where there is nothing', () => {
    const list = listOf();
    const { rerender } = render(
      <Pager list={list} query={{ data: { ...data, next: '' }, isPlaceholderData: false }} />,
    );
    expect(screen.getByRole('button', { name: '下一页' })).toHaveProperty('disabled', true);
    rerender(
      <Pager list={list} query={{ data: { items: null, total: 0 }, isPlaceholderData: false }} />,
    );
    expect(screen.queryByRole('navigation')).toBeNull();
  });
});
