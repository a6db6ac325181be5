import type { eld } from 'eld/small';

/** The detector; the first call takes about 0.1 s, later ones nothing. */
export function loadDetector(): typeof eld;
