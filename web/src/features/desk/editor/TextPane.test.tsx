import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { show } from '@/test/server';
import { TextPane } from './TextPane';

it('drafts from the paragraph that is chosen, from the whole text where none is', async () => {
  const onDraft = vi.fn();
  const user = userEvent.setup();
  const text =
    '第一条 鼓励企业扩大投资。\n第二条 成立满三年。年产值达到标准。\n第三条 由区财政安排。';
  show(
    <TextPane
      policyTitle="若干措施"
      policyText={text}
      pasted=""
      onPaste={() => {}}
      quotes={[]}
      current=""
      onQuote={() => {}}
      onNewClause={() => {}}
      onShowClause={() => {}}
      onDraft={onDraft}
    />,
  );
  await user.click(screen.getByRole('button', { name: '从文字起草条件' }));
  expect(onDraft).toHaveBeenLastCalledWith(text);
  await user.click(screen.getByRole('button', { name: '年产值达到标准。' }));
  await user.click(screen.getByRole('button', { name: '从选中的段落起草条件' }));
  expect(onDraft).toHaveBeenLastCalledWith('第二条 成立满三年。年产值达到标准。');
});
