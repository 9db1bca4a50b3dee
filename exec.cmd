@rem npm start and npm run demo begin with exec, so that a signal to npm reaches the bot; on Windows cmd runs this in its place.
@%*
