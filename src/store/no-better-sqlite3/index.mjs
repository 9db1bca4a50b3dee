// The real package compiles C++ when it is installed; the store chooses `node:sqlite` (decision 2).
throw new Error('better-sqlite3 is not installed: the store runs on node:sqlite.');
