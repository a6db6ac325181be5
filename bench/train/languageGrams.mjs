/**
 * `node bench/train/languageGrams.mjs`: packs the language data of eld into what the package ships,
 * engines/local/weights/language-grams.bin. As eld has it, an object for each piece, it takes 45 MB of memory; packed, 3 MB.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { weightsFolder } from './engine.mjs';

const BLANK = 0x20;

// The package lets one import its entries only; its data and its alphabet of bytes lie beside them.
const { ngramsData: { languages, ngrams } } = await load('../ngrams/small.js');
const { dictionary } = await load('../dictionary.js');
const byteOf = new Map(dictionary.map((letter, byte) => [letter, byte]).filter(([letter]) => letter !== ' '));
const file = pack(Object.values(languages), Object.entries(ngrams).map(([gram, worths]) => ({ key: toKey(gram), pairs: Object.entries(worths) })));
writeFileSync(path.join(weightsFolder, 'language-grams.bin'), file);
console.log(`${Object.keys(ngrams).length} pieces, ${file.length} bytes`);

async function load(name) {
	return await import(new URL(name, import.meta.resolve('eld/small')));
}

/** The bytes of a piece as the digits of one number. */
function toKey(gram) {
	return [...gram].reduce((key, letter) => key * 256 + (letter === ' ' ? BLANK : byteOf.get(letter) ?? letter.charCodeAt(0)), 0);
}

/** The file's layout is told where it is read, in engines/local/languageGrams.ts. */
function pack(codes, grams) {
	const head = Buffer.from(codes.join(''), 'latin1');
	const counted = Buffer.alloc(4 + 7 * grams.length);
	counted.writeUInt32LE(grams.length, 0);
	grams.forEach(({ key, pairs }, i) => {
		counted.writeUIntLE(key, 4 + 6 * i, 6);
		counted.writeUInt8(pairs.length, 4 + 6 * grams.length + i);
	});
	const pairs = Buffer.from(grams.flatMap((gram) => gram.pairs.flatMap(([language, worth]) => [Number(language), worth])));
	return Buffer.concat([Buffer.from([codes.length]), head, counted, pairs]);
}
