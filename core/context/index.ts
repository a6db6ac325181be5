/** The handoff packet: built, kept within a size, and rendered for where a person reads it. */
export { buildPacket, type PacketOptions } from './buildPacket';
export { findPromises } from './findPromises';
export { findWant } from './findWant';
export type { HandoffPacket } from './packet';
export { escapeHtml } from './render/html';
export { escapeMarkdown } from './render/markdown';
export { MAX_METADATA_BYTES } from './render/metadata';
export { PACKET_TARGETS, renderPacket, type PacketTarget } from './render/renderPacket';
export { MAX_BLOCK_CHARS, MAX_BLOCKS } from './render/slack';
export type { SparseEnvelope } from './sparseEnvelope';
export { AGENT_PLACE } from './suggestReplies';
export { measureBytes, trimPacket } from './trimPacket';
