/**
 * To be loaded before the main file of a server (`--import`), so that it is measured as it is: tells whoever started
 * it of its CPU time, and ends in good order when that one lets go of it.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system });
});
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
