import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serve, show } from '@/test/server';
import { FactSheet } from './FactSheet';

const uscc = '91370100MA3C000000';
const target = { key: 'rd_expense', label: '研发费用', period: '2025' };
const keys = {
  items: [
    { key: 'rd_expense', label: '研发费用', kind: 'number', unit: '元', periodic: true },
    {
      key: 'qualification',
      label: '资质',
      kind: 'qualification',
      periodic: false,
      options: [
        { value: 'high_tech', label: '高新技术企业' },
        { value: 'srdi', label: '专精特新中小企业' },
      ],
    },
  ],
};

const submit = () => userEvent.click(screen.getByRole('button', { name: '保存并重新比对' }));

function open(onSaved = vi.fn(), more = {}) {
  show(
    <FactSheet
      uscc={uscc}
      target={{ ...target, ...more }}
      onClose={() => undefined}
      onSaved={onSaved}
    />,
  );
  return onSaved;
}

beforeEach(() => sessionStorage.clear());

describe('the sheet for one fact', () => {
  it('sends a sum typed in 万元 in yuan, and says it back with all digits', async () => {
    const calls = serve({
      'GET /fact-keys': () => ({ body: keys }),
      [`POST /my/${uscc}/facts`]: () => ({ status: 201, body: { verdicts_changed: [] } }),
    });
    const onSaved = open();
    await userEvent.type(await screen.findByLabelText('研发费用'), '260');
    expect(screen.getByText('即 2,600,000 元')).toBeTruthy();
    await submit();
    await waitFor(() => expect(onSaved).toHaveBeenCalledOnce());
    expect(calls.at(-1)?.body).toEqual({ key: 'rd_expense', period: '2025', value: '2600000' });
  });

  it('says beside the field what is wrong and sends nothing', async () => {
    const calls = serve({ 'GET /fact-keys': () => ({ body: keys }) });
    open();
    const input = await screen.findByLabelText('研发费用');
    await userEvent.type(input, '五百');
    await submit();
    expect(screen.getByText('请输入金额，最多精确到分。')).toBeTruthy();
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(calls.filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('marks the field that the server refused and keeps what was typed', async () => {
    serve({
      'GET /fact-keys': () => ({ body: keys }),
      [`POST /my/${uscc}/facts`]: () => ({
        status: 422,
        body: {
          detail: '填写的内容有误。',
          errors: [{ location: 'body.value', message: '研发费用不能高于营业收入' }],
        },
      }),
    });
    const onSaved = open();
    const input = await screen.findByLabelText<HTMLInputElement>('研发费用');
    await userEvent.type(input, '9999999');
    await submit();
    expect(await screen.findByText('研发费用不能高于营业收入')).toBeTruthy();
    expect(input.value).toBe('9999999');
    expect(onSaved).not.toHaveBeenCalled();
  });

  it('keeps the words typed off line until they are sent', async () => {
    serve({
      'GET /fact-keys': () => ({ body: keys }),
      [`POST /my/${uscc}/facts`]: () => 'offline',
    });
    const { unmount } = show(
      <FactSheet uscc={uscc} target={target} onClose={() => undefined} onSaved={() => undefined} />,
    );
    await userEvent.type(await screen.findByLabelText('研发费用'), '260');
    await submit();
    expect(await screen.findByText('网络好像断开了')).toBeTruthy();
    unmount();
    open();
    expect((await screen.findByLabelText<HTMLInputElement>('研发费用')).value).toBe('260');
  });

  it('offers only the qualifications that the condition asks for', async () => {
    serve({ 'GET /fact-keys': () => ({ body: keys }) });
    open(vi.fn(), { key: 'qualification', label: '资质', period: undefined, values: ['srdi'] });
    expect(await screen.findByLabelText('专精特新中小企业')).toBeTruthy();
    expect(screen.queryByLabelText('高新技术企业')).toBeNull();
  });
});
