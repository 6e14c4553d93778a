import { ApiError, NetworkError, type ProblemBody } from '@/lib/problem';
import { API_PREFIX } from './client';

interface Options {
  query: Record<string, string>;
  headers?: Record<string, string>;
  /** Called with the share of the file that has left, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Sends a file as it is. fetch cannot say how much of a body has left, so this
 * is the one place with an XMLHttpRequest. Fails with ApiError, NetworkError or,
 * when the signal stops it, the signal's reason.
 */
export function upload<T>(path: string, file: Blob, options: Options): Promise<T> {
  const { query, headers = {}, onProgress, signal } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('POST', `${API_PREFIX}${path}?${new URLSearchParams(query)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(parsed<T>(request) as T);
      else {
        const id = request.getResponseHeader('X-Request-Id') ?? '';
        reject(new ApiError(request.status, parsed<ProblemBody>(request) ?? {}, id));
      }
    };
    request.onerror = () => reject(new NetworkError(false));
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) reject(signal.reason);
    else {
      signal.addEventListener('abort', stop);
      request.send(file);
    }
  });
}

/** The answer as JSON, null where a proxy in between has answered with something else. */
function parsed<T>(request: XMLHttpRequest): T | null {
  try {
    return JSON.parse(request.responseText) as T;
  } catch {
    return null;
  }
}
