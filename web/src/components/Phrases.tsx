/** Text that is broken after its punctuation marks first, as a person would break it. */
export function Phrases({ text }: { text: string }) {
  let offset = 0;
  return (text.match(/[^，；。]*[，；。]|[^，；。]+/g) ?? []).map((phrase) => {
    const key = offset;
    offset += phrase.length;
    return (
      <span key={key} style={{ display: 'inline-block' }}>
        {phrase}
      </span>
    );
  });
}
