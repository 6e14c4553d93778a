import { ApiError, NetworkError, type ProblemBody } from '@/lib/problem';
import { API_PREFIX } from './client';

/**
 * Fetches a file and hands it to the browser to save. A plain link would save
 * the server's refusal as if it were the file.
 */
export async function download(path: string, query: Record<string, unknown>): Promise<void> {
  const response = await answer(`${API_PREFIX}${path}${queryText(query)}`);
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as ProblemBody;
    throw new ApiError(response.status, body, response.headers.get('X-Request-Id') ?? '');
  }
  const name = attachmentName(response.headers.get('Content-Disposition') ?? '');
  let content: Blob;
  try {
    content = await response.blob();
  } catch (cause) {
    throw new NetworkError(false, cause);
  }
  saveAs(content, name);
}

async function answer(url: string): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin' });
  } catch (cause) {
    throw new NetworkError(false, cause);
  }
}

/** Saves a file under a name, as if it had been downloaded. */
export function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the content after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The query of an address, without what is not set. */
export function queryText(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

/** The file name of a Content-Disposition; `filename*` (RFC 5987) carries Chinese. */
export function attachmentName(disposition: string): string {
  const extended = /filename\*=(?:utf-8|UTF-8)''([^;]+)/.exec(disposition)?.[1];
  if (extended) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // A name that cannot be decoded is no reason to lose the file.
    }
  }
  return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? '';
}
