/** Words of the desk. */
export const desk = {
  'desk.title': '工作台',
} as const;
