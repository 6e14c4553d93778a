import { describe, expect, it } from 'vitest';
import { ownBox, readAppealsSearch, traysOf } from './search';

const holding =
  (...permissions: string[]) =>
  (one: string) =>
    permissions.includes(one);

describe('the trays', () => {
  it('are those in which a person has something to do', () => {
    expect(traysOf(holding('appeal.read'))).toEqual([
      'today',
      'risk',
      'late',
      'deliberation',
      'open',
      'all',
    ]);
    expect(traysOf(holding('appeal.handle'))).toEqual(
      expect.arrayContaining(['mine', 'department', 'extension']),
    );
    expect(traysOf(holding('appeal.handle'))).not.toContain('accept');
  });
  it('open with the one in which the own work arrives', () => {
    expect(ownBox(holding('appeal.dispatch', 'appeal.callback'))).toBe('accept');
    expect(ownBox(holding('appeal.handle'))).toBe('department');
    expect(ownBox(holding('appeal.lead'))).toBe('extension');
    expect(ownBox(holding('appeal.callback'))).toBe('callback');
    expect(ownBox(holding('appeal.read'))).toBe('all');
  });
  it('drop what an address cannot mean', () => {
    expect(readAppealsSearch({ box: 'late', state: 'lost', sort: 'due', page: '1' })).toEqual({
      box: 'late',
      sort: 'due',
    });
  });
});
