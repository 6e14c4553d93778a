/** Words of saved views of the inbox. */
export const appealView = {
  views: '保存的视图',
  save: '存为视图',
  'save.title': '把现在的筛选存为视图',
  'save.hint': '存的是待办栏、筛选和排列，不存搜索词。同名的会被替换。',
  'save.name': '名称',
  'save.shared': '与本部门和下属单位共享',
  'save.submit': '保存',
  by: '{who}共享',
  shared: '已共享',
  removeOf: '删除视图“{name}”',
  remove: '删除',
  'remove.text': '删除后不能恢复；里面的诉求不受影响。',
} as const;
