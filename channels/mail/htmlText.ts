/** HTML mails as plain text. */

/** Of longer HTML only the beginning is read, characters: a message keeps at most 10,000 of its text. */
const MAX_HTML_CHARS = 300_000;
/** How deep elements may be nested; what is deeper is left out. */
const MAX_DEPTH = 60;

/** Clean text: quotes marked with ">", links after their words, no pictures, nothing that is not shown. */
export async function textOfHtml(html: string): Promise<string> {
	const { convert } = await import('html-to-text');
	return convert(prepare(html), {
		wordwrap: false,
		limits: { maxDepth: MAX_DEPTH, maxChildNodes: 20_000, ellipsis: '…' },
		selectors: [
			{ selector: 'img', format: 'skip' },
			{ selector: 'title', format: 'skip' },
			{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['(', ')'], noAnchorUrl: true } },
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
			{ selector: 'ul', options: { itemPrefix: '- ' } },
		],
	});
}

/** Pictures inside the HTML are longer than its words and are not shown in a text. */
function prepare(html: string): string {
	const isLong = html.length > MAX_HTML_CHARS;
	const short = isLong ? html.slice(0, MAX_HTML_CHARS * 4) : html;
	return short.replace(/data:[a-z]+\/[^"'\s)>]{100,}/giu, '').slice(0, MAX_HTML_CHARS);
}
