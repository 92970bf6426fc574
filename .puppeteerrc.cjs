// The browser is found or fetched by scripts/chromium.js when something needs it, so that `npm ci` works offline
// from a registry and never fails for a browser that the machine already has.
module.exports = { skipDownload: true };
