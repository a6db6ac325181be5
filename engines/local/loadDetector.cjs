/**
 * Loads the language detector when it is first needed: it is 1.6 MB of data, and the engine is made when n8n starts.
 * A plain CommonJS file, since only its `require` waits until then and answers at once.
 */
exports.loadDetector = () => require('./languageModel').eld;
