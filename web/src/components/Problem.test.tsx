import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/problem';
import { ProblemNote } from './Problem';

describe('a refusal beside a form', () => {
  it('says that something was not found, not that a page was not', () => {
    render(<ProblemNote error={new ApiError(404, { detail: '没有找到这件诉求。' })} />);
    expect(screen.getByText('没有找到')).toBeTruthy();
    expect(screen.queryByText('没有找到这一页')).toBeNull();
    expect(screen.getByText('没有找到这件诉求。')).toBeTruthy();
  });
});
