/** Signatures: what comes after a mail's last word to us. */

/** What phones and mail programs add. */
const DEVICE = new RegExp(`^(?:${[
	'sent from (?:my|outlook|mail|yahoo|proton|samsung|gmail)', 'get outlook for', 'sent with ', 'sent via ',
	'von mei(?:nem|ner) .{1,60} gesendet', 'gesendet (?:von|mit|über|aus)\\b', 'diese nachricht wurde von mein', 'outlook für .{1,20} (?:beziehen|herunterladen)',
	'envoyé (?:de mon|depuis|à partir|avec|par)\\b', 'télécharge[rz] outlook', 'obtenir outlook',
	'enviado (?:desde|con)\\b', 'obtener outlook', 'descargar outlook',
	'wysłan[eoa] (?:z|za pomocą|przez)\\b', 'wysłano z\\b', 'pobierz (?:program |aplikację )?outlook',
	'inviato (?:da|con)\\b', 'verzonden (?:vanaf|met|via)\\b', 'verstuurd vanaf', 'enviado (?:do meu|de meu)',
].join('|')})`, 'iu');

/** Closing words, alone on their line but for a name. */
const CLOSING = new RegExp(`^(?:${[
	'(?:(?:with )?(?:best|kind|kindest|warm|warmest) )?(?:regards|wishes)', 'yours (?:sincerely|faithfully|truly)', 'sincerely(?: yours)?', 'cheers', 'best', 'all the best',
	'(?:mit )?(?:den )?(?:freundlichen?|freundlichem|besten?|herzlichen?|lieben?|schönen?|vielen?|sonnigen?) gr(?:ü|ue)(?:ß|ss)(?:en|e)?', 'viele (?:liebe )?gr(?:ü|ue)(?:ß|ss)e', 'gru(?:ß|ss)', 'mfg', 'lg', 'vg', 'hochachtungsvoll',
	'(?:bien )?(?:très )?cordialement', 'bien à (?:vous|toi)', 'sincères salutations', 'meilleures salutations', 'salutations(?: distinguées)?', 'bonne (?:journée|soirée)', 'respectueusement', '(?:je vous prie|veuillez) .{1,80} salutations.{0,40}',
	'(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?', 'atentamente', 'atte', 'cordialmente', 'muy atentamente', 'un abrazo',
	'(?:serdecznie )?pozdrawiam(?: serdecznie)?', 'pozdrowienia', 'serdeczne pozdrowienia', 'z (?:poważaniem|wyrazami szacunku)', 'łączę pozdrowienia',
	'cordiali saluti', 'distinti saluti', 'met vriendelijke groeten?', 'mvg', 'groetjes', 'atenciosamente', 'cumprimentos',
].join('|')})(?:[ ,][^\\n]{0,30})?[ ,.!]{0,3}$`, 'iu');

/** Below a closing only what names the sender is left out, never what the matter is about. */
const MATTER = /\b(?:order|bestell|kunden|commande|client|pedido|cliente|zam[oó]wieni|klient|invoice|rechnung|facture|factura|faktur|ticket|customer|p\.? ?s\b|[?？])/iu;
/** Longest signature, lines. */
const MAX_SIGNATURE_LINES = 14;

/** The text above the signature; the whole text where nothing would be left. */
export function cutSignature(text: string): string {
	const lines = text.split('\n');
	const start = findStart(lines);
	if (start <= 0) return text.trim();
	const above = lines.slice(0, start).join('\n').trim();
	return above === '' ? text.trim() : above;
}

/** The line the signature begins with; `lines.length` when there is none. */
function findStart(lines: readonly string[]): number {
	const delimiter = lines.findIndex((line) => /^-- ?$/u.test(line) || /^—$/u.test(line));
	const end = delimiter > 0 ? delimiter : lines.length;
	const from = Math.max(1, end - MAX_SIGNATURE_LINES);
	for (let index = from; index < end; index++) {
		const line = lines[index]!.trim();
		if (line === '' || line.length > 120) continue;
		const rest = lines.slice(index + 1, end);
		if ((DEVICE.test(line) || CLOSING.test(line)) && !rest.some((one) => MATTER.test(one) || one.length > 160)) return index;
	}
	return end;
}
