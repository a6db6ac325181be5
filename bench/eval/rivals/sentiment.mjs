/** Packages that read the mood. Where one gives a score only, its sign is the label, as its documentation has it. */

export const SENTIMENT_RIVALS = {
	async sentiment() {
		const { default: Sentiment } = await import('sentiment');
		const sentiment = new Sentiment();
		return { read: (text) => bySign(sentiment.analyze(text).score) };
	},

	async 'vader-sentiment'() {
		const { default: vader } = await import('vader-sentiment');
		return {
			read(text) {
				const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text);
				return { label: compound >= 0.05 ? 'positive' : compound <= -0.05 ? 'negative' : 'neutral', score: compound };
			},
		};
	},

	async 'wink-sentiment'() {
		const { default: sentiment } = await import('wink-sentiment');
		return { read: (text) => bySign(sentiment(text).score) };
	},

	async natural() {
		const { default: natural } = await import('natural');
		const analyzer = new natural.SentimentAnalyzer('English', natural.PorterStemmer, 'afinn');
		const tokenizer = new natural.WordTokenizer();
		return { read: (text) => bySign(analyzer.getSentiment(tokenizer.tokenize(text)) || 0) };
	},

	async '@nlpjs/sentiment'() {
		const { Container } = await import('@nlpjs/core');
		const { SentimentAnalyzer } = await import('@nlpjs/sentiment');
		const { LangEn } = await import('@nlpjs/lang-en');
		const container = new Container();
		container.use(LangEn);
		const analyzer = new SentimentAnalyzer({ container });
		return { read: async (text) => bySign((await analyzer.process({ utterance: text, locale: 'en' })).sentiment.score) };
	},
};

function bySign(score) {
	return { label: score > 0 ? 'positive' : score < 0 ? 'negative' : 'neutral', score, isBounded: false };
}
