import { drawWorld } from './draw-world.ts';
import { runBot } from './run-bot.ts';
const [seed='1', sites='5', days='30', only] = process.argv.slice(2);
const t=Date.now();
const world = drawWorld({seed:Number(seed), sites:Number(sites), days:Number(days)});
console.log('drawn', Date.now()-t, Object.fromEntries(world.counts));
const year = await runBot(world, {onlySite: only ?? null});
console.log('ms', Date.now()-t, 'ticks', year.ticks, 'requests', year.sites.requests(), 'shown', year.channels.shown.length, 'deaths', year.diary.deaths.length, 'bugs', year.diary.bugs.length, Object.fromEntries(year.channels.failures));
const outcomes = new Map<string, number>();
for (const {event} of year.diary.events) { const k = event.kind==='entry' ? `${event.report.outcome}:${event.report.reason}` : `visit ${event.visit.status}:${event.visit.reason}`; outcomes.set(k,(outcomes.get(k)??0)+1); }
console.log(Object.fromEntries([...outcomes].sort()));
for (const b of year.diary.bugs.slice(0,3)) console.log(b.line.slice(0,1500));
