interface Part {
  text: string;
  hit: boolean;
}

/** Text with the searched words marked; the server says which parts are hits. */
export function Highlight({ parts, text }: { parts?: Part[] | null | undefined; text: string }) {
  if (!parts || parts.length === 0) return <>{text}</>;
  let offset = 0;
  return (
    <>
      {parts.map((part) => {
        const key = offset;
        offset += part.text.length;
        return part.hit ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
      })}
    </>
  );
}
