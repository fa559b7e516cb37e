// Preloaded into each service: when the launcher is gone, however it went, the service ends in order instead of
// holding its port for ever.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
