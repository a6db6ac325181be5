export const OUTPUT_NAMES = ['Done', 'Failed'];
export const DONE = 0;
export const FAILED = 1;
