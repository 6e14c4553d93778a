import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { serve, show } from '@/test/server';
import { PhoneLogin } from './PhoneLogin';

const session = { kind: 'enterprise', id: '1', name: '', roles: [], can: [], enterprises: [] };
const sent = { resend_after_seconds: 60, expires_in_seconds: 300 };

describe('login with phone and code', () => {
  it('asks for a code, waits before it offers another, and logs in', async () => {
    const calls = serve({
      'POST /session/code': () => ({ body: sent }),
      'POST /session/enterprise': () => ({ body: session }),
    });
    const onDone = vi.fn();
    show(<PhoneLogin place="" onDone={onDone} />);
    await userEvent.type(screen.getByLabelText('手机号'), '139 0000 0001');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    const wait = await screen.findByRole('button', { name: /秒后可重发/ });
    expect(wait.hasAttribute('disabled')).toBe(true);
    expect(screen.getByText('验证码已发送到 13900000001，5 分钟内有效。')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('验证码'), '012345');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(calls.map((call) => call.body)).toEqual([
      { phone: '13900000001' },
      { phone: '13900000001', code: '012345' },
    ]);
  });

  it('sends nothing for a number that is none', async () => {
    const calls = serve({});
    show(<PhoneLogin place="" onDone={() => undefined} />);
    await userEvent.type(screen.getByLabelText('手机号'), '1390');
    await userEvent.click(screen.getByRole('button', { name: '获取验证码' }));
    expect(screen.getByText('请输入 11 位手机号。')).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('keeps number and code when the code is refused', async () => {
    serve({
      'POST /session/enterprise': () => ({
        status: 401,
        body: { detail: '验证码不对或已过期，请重新获取。', request_id: 'r-1' },
      }),
    });
    show(<PhoneLogin place="" onDone={() => undefined} />);
    await userEvent.type(screen.getByLabelText('手机号'), '13900000001');
    await userEvent.type(screen.getByLabelText('验证码'), '999999');
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByText('验证码不对或已过期，请重新获取。')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('验证码').value).toBe('999999');
  });
});
