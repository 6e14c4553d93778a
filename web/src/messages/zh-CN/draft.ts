/** Words of the desk about what two persons change together. */
export const draft = {
  waiting: '等待核准的调整',
  approve: '核准',
  refuse: '退回',
  withdraw: '撤回',
  refused: '已退回',
  withdrawn: '已撤回',
  'refuse.title': '退回这份调整申请',
  'refuse.words': '退回的理由',
  own: '您自己提出的要由另一位同事核准。',
  other: '等待有核准权限的领导处理。',
  ended: '{who}提出：{reason}（{state}，{by}）',
  'ended.words': '退回的理由：{words}',
} as const;
