import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Icon } from '@/components/Icon';
import type { PolicyPage } from '@/lib/policy';
import { tl } from '@/messages/library';
import styles from './Policy.module.css';

type Node = PolicyPage['nodes'][number];

/** The largest parts of a text, which make its contents. */
const HEADS: readonly string[] = ['part', 'chapter', 'section'];

const INSET: Readonly<Record<string, string | undefined>> = {
  chapter: styles.chapter,
  section: styles.under,
};

/** So many of them are worth contents of their own. */
const WORTH_CONTENTS = 3;

/** What the address points to behind `#`. */
function useHash(): string {
  const read = () => {
    try {
      return decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return '';
    }
  };
  const [hash, setHash] = useState(read);
  useEffect(() => {
    const changed = () => setHash(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  });
  return hash;
}

/** The text by its articles. Each has an address of its own, and says how it is cited. */
export function PolicyText({ policy }: { policy: PolicyPage }) {
  const hash = useHash();
  const heads = policy.nodes
    .map((node, at) => ({ ...node, at }))
    .filter((node) => HEADS.includes(node.kind));
  return (
    <>
      {heads.length >= WORTH_CONTENTS ? (
        <details className={styles.contents}>
          <summary>
            {tl('policy.contents')}
            <Icon name="down" size="1.1em" />
          </summary>
          <ul>
            {heads.map((head) => (
              <li key={head.at} className={INSET[head.kind]}>
                <a href={`#head-${head.at}`}>
                  {head.label} {head.text}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <div className={styles.text}>
        {policy.nodes.map((node, at) =>
          HEADS.includes(node.kind) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
            <h3 key={at} id={`head-${at}`}>
              {node.label} {node.text}
            </h3>
          ) : (
            <TextNode
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
              key={at}
              node={node}
              title={policy.title}
              chosen={node.anchor !== '' && node.anchor === hash}
            />
          ),
        )}
      </div>
    </>
  );
}

interface NodeProps {
  node: Node;
  title: string;
  /** Whether the address of the page points to it. */
  chosen: boolean;
}

function TextNode({ node, title, chosen }: NodeProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  const depth = node.depth >= 5 ? styles.deep : node.depth >= 4 ? styles.in : '';
  const cite = tl('policy.cite', { citation: node.citation });
  const words = (
    <p>
      {node.anchor && node.label ? (
        <a href={`#${node.anchor}`} aria-label={cite}>
          {node.label}
        </a>
      ) : (
        node.label
      )}{' '}
      {node.text}
      {node.anchor && !node.label ? (
        <a href={`#${node.anchor}`} className={styles.sign} aria-label={cite}>
          <Icon name="quote" size="1em" />
        </a>
      ) : null}
    </p>
  );
  if (!node.anchor) return <div className={depth}>{words}</div>;
  return (
    <div ref={place} id={node.anchor} className={`${depth} ${chosen ? styles.chosen : ''}`}>
      {words}
      {chosen ? <Cite citation={tl('policy.citation', { title, place: node.citation })} /> : null}
    </div>
  );
}

/** How a place is cited, to be copied together with its address. */
function Cite({ citation }: { citation: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    void Promise.resolve(
      navigator.clipboard?.writeText(`${citation} ${window.location.href}`),
    ).then(
      () => setCopied(navigator.clipboard !== undefined),
      () => setCopied(false),
    );
  return (
    <div className={styles.cite}>
      <span>
        <Icon name="quote" size="1.1em" />
        {citation}
      </span>
      <Button look="quiet" onClick={copy}>
        {tl('policy.copy')}
      </Button>
      <span role="status">
        {copied === null ? '' : tl(copied ? 'policy.copied' : 'policy.notCopied')}
      </span>
    </div>
  );
}
