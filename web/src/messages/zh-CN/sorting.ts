/** The screens on what is read from an appeal, and on looking at a reply before it is sent. */
export const sorting = {
  topic: '主题',
  'topic.choose': '输入几个字查找，如“发票”',
  'topic.none': '没有这样的主题',
  'topic.failed': '主题没有加载出来',
  'advice.title': '提交前请再看一看',
  'advice.text':
    '系统看出下面 {count} 处，仅供参考。改好后重新提交，或者原样提交——审核的同事会看到这些提示。',
  'advice.whole': '整篇答复',
  'advice.submit': '仍然提交审核',
  'advice.reader': '系统看出的不足（供审核参考）',
  'advice.marked': '标出的句子',
} as const;
