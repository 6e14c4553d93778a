/** Words of the desk about what stands beside an appeal. */
export const appealBeside = {
  again: '再试一次',
  'files.title': '照片和录音',
  'files.open': '放大{name}',
  'files.play': '播放{name}',
  'files.later': '{name}（后来补充）',
  'files.broken': '这个文件打不开，可以保存后再看',
  'files.foreign': '这种格式要保存后打开',
  'files.save': '保存（{size}）',
  'files.save.of': '保存{name}',
} as const;
