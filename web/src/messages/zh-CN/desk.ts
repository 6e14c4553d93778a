/** Words of the desk. */
export const desk = {
  'size.large': '大型',
  'size.medium': '中型',
  'size.small': '小型',
  'size.micro': '微型',

  'kind.grant': '奖励补助',
  'kind.reduction': '税费减免',
  'kind.entitlement': '待遇服务',
  'kind.qualification': '资质认定',
  'kind.finance': '金融支持',
  'delivery.proactive': '免申即享',
  'delivery.express': '快申快享',
  'delivery.claim': '申报享受',
  'state.draft': '草稿',
  'state.published': '已发布',
  'state.withdrawn': '已停止',

  'change.became_eligible': '新增符合 {n}',
  'change.no_longer_eligible': '不再符合 {n}',
  'change.newly_missing': '新转待补充 {n}',
  'change.newly_review': '新转人工认定 {n}',
  'change.newly_ineligible': '新转不符合 {n}',
} as const;
