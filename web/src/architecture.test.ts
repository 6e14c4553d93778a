import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .filter((path) => !path.endsWith('.d.ts') && !path.startsWith('test/'));

const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** The modules of ours that a file imports, as paths below src. */
function imports(path: string): string[] {
  const found = text(path).matchAll(/(?:from|import)\s*\(?\s*'((?:@\/|\.)[^']+)'/g);
  return [...found].map(([, target = '']) =>
    target.startsWith('@/')
      ? target.slice(2)
      : relative(root, join(root, dirname(path), target)).replaceAll('\\', '/'),
  );
}

interface Place {
  /** 0 base, 1 components, 2 features, 3 app. */
  layer: number;
  /** The feature or face inside its layer. */
  part: string;
}

function place(path: string): Place {
  const [first = '', second = ''] = path.split('/');
  const layer = { components: 1, features: 2, app: 3 }[first] ?? 0;
  return { layer, part: layer >= 2 ? second : '' };
}

describe('the front end', () => {
  it('has files to be checked', () => {
    expect(sources.length).toBeGreaterThan(40);
    expect(imports('features/fact/api.ts')).toContain('api/client');
    expect(imports('features/fact/FactSheet.tsx')).toContain('features/fact/value');
  });

  it('imports lib and components into features, features into app, and never back', () => {
    const wrong = sources.flatMap((path) =>
      imports(path)
        .filter((target) => place(target).layer > place(path).layer)
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps features apart from each other, and faces too', () => {
    const wrong = sources.flatMap((path) =>
      imports(path)
        .filter((target) => {
          const [from, to] = [place(path), place(target)];
          return from.layer === to.layer && from.part !== to.part;
        })
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('loads antd and the words of the desk on the desk only', () => {
    const wrong = sources
      .filter((path) => !path.startsWith('app/desk/') && !path.startsWith('features/desk/'))
      .filter((path) => path !== 'messages/desk.ts')
      .filter((path) => /from '(antd|@ant-design|@\/messages\/desk)/.test(text(path)));
    expect(wrong).toEqual([]);
  });

  it('writes no Chinese outside the catalogues', () => {
    const withoutComments = (code: string) =>
      code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
    const wrong = sources
      .filter((path) => !path.startsWith('messages/zh-CN/'))
      .filter((path) => /[\u4e00-\u9fff]/.test(withoutComments(text(path))));
    expect(wrong).toEqual([]);
  });

  it('keeps no words that no screen says', () => {
    const code = sources
      .filter((path) => !path.startsWith('messages/zh-CN/'))
      .map(text)
      .join('\n');
    const literals = new Set([...code.matchAll(/'([\w.-]+)'/g)].map(([, key]) => key));
    const prefixes = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, prefix = '']) => prefix);
    const keys = sources
      .filter((path) => path.startsWith('messages/zh-CN/'))
      .flatMap((path) =>
        [...text(path).matchAll(/^ {2}'([\w.-]+)':/gm)].map(([, key = '']) => key),
      );
    expect(keys.length).toBeGreaterThan(200);
    const unsaid = keys.filter(
      (key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unsaid).toEqual([]);
  });
});
