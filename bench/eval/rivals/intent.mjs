/** Packages that learn labels from examples, each used as its documentation says. */

export const INTENT_RIVALS = {
	async '@nlpjs/nlp'() {
		const { containerBootstrap } = await import('@nlpjs/core');
		const { Nlp } = await import('@nlpjs/nlp');
		const { LangEn } = await import('@nlpjs/lang-en');
		return {
			async learn(rows) {
				const container = await containerBootstrap();
				container.use(Nlp);
				container.use(LangEn);
				const nlp = container.get('nlp');
				nlp.settings.autoSave = false;
				// Below its threshold it would name no intent at all; here each engine names its best.
				nlp.settings.threshold = 0;
				nlp.addLanguage('en');
				for (const { text, label } of rows) nlp.addDocument('en', text, label);
				await nlp.train();
				return async (text) => {
					const { intent, score } = await nlp.process('en', text);
					return intent === 'None' ? { confidence: 0 } : { label: intent, confidence: score };
				};
			},
		};
	},

	async natural() {
		const { default: natural } = await import('natural');
		return {
			learn(rows) {
				const classifier = new natural.BayesClassifier();
				for (const { text, label } of rows) classifier.addDocument(text, label);
				classifier.train();
				return (text) => {
					const classes = classifier.getClassifications(text);
					return { label: classes[0].label, confidence: classes[0].value / classes.reduce((sum, { value }) => sum + value, 0) };
				};
			},
		};
	},

	async 'wink-naive-bayes-text-classifier'() {
		const { default: createClassifier } = await import('wink-naive-bayes-text-classifier');
		const { default: nlp } = await import('wink-nlp-utils');
		return {
			learn(rows) {
				const classifier = createClassifier();
				classifier.definePrepTasks([nlp.string.tokenize0, nlp.tokens.propagateNegations, nlp.tokens.stem]);
				classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
				for (const { text, label } of rows) classifier.learn(text, label);
				classifier.consolidate();
				return (text) => {
					// Odds as powers of two, highest first.
					const odds = classifier.computeOdds(text);
					const shares = odds.map(([, power]) => 1 / (1 + 2 ** -power));
					return { label: odds[0][0], confidence: shares[0] / shares.reduce((sum, share) => sum + share, 0) };
				};
			},
		};
	},

	async bayes() {
		const { default: bayes } = await import('bayes');
		return {
			async learn(rows) {
				const classifier = bayes();
				for (const { text, label } of rows) await classifier.learn(text, label);
				// It gives no probability.
				return async (text) => ({ label: await classifier.categorize(text) });
			},
		};
	},
};
