import { describe, expect, it } from 'vitest';
import type { Permission } from './api';
import { holderChanges, roleChanges } from './words';

const permissions = [
  { permission: 'a.read', label: '查看甲', module: 'a', power: 'business' },
  { permission: 'b.read', label: '查看乙', module: 'b', power: 'business' },
] as Permission[];

describe('what a proposal would change', () => {
  it('says what a role gains, loses and reaches further', () => {
    expect(
      roleChanges(
        { name: '旧', grants: [{ permission: 'a.read', reach: 'own' }] },
        {
          name: '新',
          grants: [
            { permission: 'a.read', reach: 'all' },
            { permission: 'b.read', reach: 'department' },
          ],
        },
        permissions,
      ),
    ).toEqual([
      '名称由“旧”改为“新”',
      '“查看甲”的范围由“仅本人”改为“全部”',
      '增加“查看乙”，范围：本部门',
    ]);
    expect(
      roleChanges(
        { name: '旧', grants: [{ permission: 'a.read', reach: 'own' }] },
        { name: '旧', grants: [] },
        permissions,
      ),
    ).toEqual(['取消“查看甲”']);
  });

  it('says nothing of what stays', () => {
    const same = { name: '旧', grants: [{ permission: 'a.read', reach: 'own' as const }] };
    expect(roleChanges(same, same, permissions)).toEqual([]);
    expect(holderChanges([{ code: 'x', name: '甲' }], [{ code: 'x', name: '甲' }])).toEqual([]);
  });

  it('says which roles somebody gets and loses', () => {
    expect(holderChanges([{ code: 'x', name: '甲' }], [{ code: 'y', name: '乙' }])).toEqual([
      '增加角色“乙”',
      '收回角色“甲”',
    ]);
  });
});
