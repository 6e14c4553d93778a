/** The name of a file as people say it, without its ending. */
export const shortName = (file: { name: string }): string => file.name.replace(/\.\w+$/, '');
