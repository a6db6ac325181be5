/** Upset is also where a failure goes: towards people. */
export const OUTPUT_NAMES = ['Calm', 'Upset'];
export const CALM = 0;
export const UPSET = 1;
