/** Reads the little Markdown a reply may contain: paragraphs, lists, bold, links. Everything else stays text. */

export type Inline = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bold'; readonly content: readonly Inline[] } | { readonly kind: 'link'; readonly href: string; readonly text: string };

export type Block = { readonly kind: 'paragraph'; readonly lines: ReadonlyArray<readonly Inline[]> } | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: ReadonlyArray<readonly Inline[]> };

const LIST_ITEM = /^ {0,3}(?:[-*•]|(\d{1,3})[.)]) +(.*)$/u;

/** Bold · [text](address) · bare address · e-mail address. Bounded, so that hostile text costs no more than long text. */
const INLINE = /\*\*([^*\n]{1,500})\*\*|\[([^\]\n]{1,300})\]\(([^\s()]{1,1000})\)|(https?:\/\/[^\s<>"]{1,1000})|([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})/gu;

/** Reads a reply. */
export function readMarkdown(text: string): readonly Block[] {
	const blocks: Block[] = [];
	let lines: Array<readonly Inline[]> = [];
	let list: { kind: 'list'; ordered: boolean; start: number; items: Array<readonly Inline[]> } | undefined;
	const endParagraph = (): void => {
		if (lines.length > 0) blocks.push({ kind: 'paragraph', lines });
		lines = [];
	};
	for (const line of text.split('\n')) {
		const [, number, item] = LIST_ITEM.exec(line) ?? [];
		if (item !== undefined) {
			endParagraph();
			const ordered = number !== undefined;
			if (list?.ordered !== ordered) {
				list = { kind: 'list', ordered, start: Number(number ?? 1), items: [] };
				blocks.push(list);
			}
			list.items.push(readInline(item));
			continue;
		}
		list = undefined;
		if (line.trim() === '') endParagraph();
		else lines.push(readInline(line.replace(/^#{1,6} +(.*)$/u, '**$1**')));
	}
	endParagraph();
	return blocks;
}

/** Reads one line. */
export function readInline(text: string): readonly Inline[] {
	const parts: Inline[] = [];
	let end = 0;
	for (const match of text.matchAll(INLINE)) {
		const [whole, bold, label, target, address, email] = match;
		if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
		end = match.index + whole.length;
		if (bold !== undefined) parts.push({ kind: 'bold', content: readInline(bold) });
		else if (label !== undefined && target !== undefined) parts.push(isSafeAddress(target) ? { kind: 'link', href: target, text: label } : { kind: 'text', text: whole });
		else if (email !== undefined) parts.push({ kind: 'link', href: `mailto:${email}`, text: email });
		else if (address !== undefined) parts.push(...readBareAddress(address));
	}
	if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
	return parts;
}

/** The full stop after an address belongs to the sentence. */
function readBareAddress(address: string): readonly Inline[] {
	const trimmed = address.replace(/[.,;:!?)\]}'*]{1,5}$/u, '');
	const link: Inline = { kind: 'link', href: trimmed, text: trimmed.replace(/^https?:\/\//u, '') };
	return trimmed === address ? [link] : [link, { kind: 'text', text: address.slice(trimmed.length) }];
}

function isSafeAddress(address: string): boolean {
	return /^(?:https?:\/\/|mailto:)/iu.test(address);
}
