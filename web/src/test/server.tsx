import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

type Answer = { status?: number; body?: unknown } | 'offline';

/** Answers by "METHOD /path" below the API's prefix; each call is kept. */
export function serve(answers: Record<string, (call: Call) => Answer>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace(/^\/api\/v1/, '');
    const text = await request.text();
    const call = { method: request.method, path, body: text ? JSON.parse(text) : undefined };
    calls.push(call);
    const answer = answers[`${request.method} ${path}`]?.(call) ?? { status: 404, body: {} };
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    const status = answer.status ?? 200;
    return new Response(JSON.stringify(answer.body ?? {}), {
      status,
      headers: {
        'content-type': status < 400 ? 'application/json' : 'application/problem+json',
      },
    });
  });
  return calls;
}

/** Renders a part of a screen with its own server state, without waiting for retries. */
export function show(screen: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(<QueryClientProvider client={queries}>{screen}</QueryClientProvider>);
}
