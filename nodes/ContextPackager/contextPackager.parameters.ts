import type { IExecuteFunctions } from 'n8n-workflow';
import type { PacketTarget } from '../../core/context';

/** Size above which a packet is trimmed, bytes. */
const DEFAULT_MAX_KILOBYTES = 64;

/** Which rendering is wanted and how large the packet may be, bytes. */
export function readParameters(context: IExecuteFunctions, index: number): { readonly target: PacketTarget; readonly maxBytes: number } {
	const { maxKilobytes = DEFAULT_MAX_KILOBYTES } = context.getNodeParameter('options', index, {}) as { maxKilobytes?: number };
	return { target: context.getNodeParameter('target', index, 'markdown') as PacketTarget, maxBytes: maxKilobytes * 1024 };
}
