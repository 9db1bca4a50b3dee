import { writeFileSync } from 'node:fs';

import { playStages, stageFixtures } from './stage-fixture.ts';

// `npm run fixture`: records what the stages make of each page now. Read the difference before you commit it.
for (const folder of stageFixtures()) {
  for (const [name, text] of Object.entries(await playStages(folder))) {
    writeFileSync(new URL(name, folder), text);
  }
}
