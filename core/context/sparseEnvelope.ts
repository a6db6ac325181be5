/** An envelope of which anything may be missing: a node dropped behind any trigger still packs what there is. */
import type { Envelope } from '../envelope';

export type SparseEnvelope = {
	readonly [Key in Exclude<keyof Envelope, 'packet'>]?: Envelope[Key] extends string | undefined ? Envelope[Key] : Partial<Envelope[Key]>;
};
