import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Clock } from './api';
import { Clocks } from './Clocks';

const clock: Clock = {
  name: 'promise',
  label: '一般诉求办理',
  source: '服务标准',
  side: 'promise',
  budget: '7 天',
  start: '2026-03-02T01:00:00Z',
  due: '2026-03-09T16:00:00Z',
  state: 'expired',
  spent: 1,
  left: '已超期 3 天',
  met: false,
  rolled: false,
  lines: [],
};

describe('the terms of a case', () => {
  it('say that an answer is late, but not that a reporter is who may no longer ask for another', () => {
    const { rerender } = render(<Clocks clocks={[clock]} />);
    expect(screen.getByText('已超期 3 天')).toBeTruthy();
    rerender(<Clocks clocks={[{ ...clock, name: 'reopen', label: '办结后可以要求重新办理' }]} />);
    expect(screen.queryByText('已超期 3 天')).toBeNull();
    expect(screen.getByText('期限已过')).toBeTruthy();
  });
});
